import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Database } from '../../api/db/database.ts';
import { InvalidInputError, UnavailableError } from '../../api/errors.ts';
import { activateNetwork, retireNetwork } from '../../api/walking/activate-network.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import { seeded } from '../../bench/measure.ts';
import { inventedCity, storeCity } from '../support/city-streets.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type Line, loadNetwork } from '../support/walk-fixtures.ts';

const A = { lon: 114.302, lat: 34.8001 };
const B = { lon: 114.308, lat: 34.8001 };
const limits = { limitM: 5000, maxSnapM: 100 };
/** A street from A to B, and one that makes a detour of it. */
const direct: Line[] = [
  [
    [114.3, 34.8],
    [114.31, 34.8],
  ],
];
const detour: Line[] = [
  [
    [114.3, 34.8],
    [114.304, 34.8],
    [114.304, 34.805],
    [114.306, 34.805],
    [114.306, 34.8],
    [114.31, 34.8],
  ],
];
const trail = { actor: 'test' };

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await openTestDatabase();
  db = test.database;
});
afterAll(() => test.close());
beforeEach(() => db.script('delete from walk_network'));
afterEach(() => void vi.restoreAllMocks());

/** The walk from A to B on what is open now. */
async function walkNow(from: Database, network?: string): Promise<{ codes: string[]; walkM: number | null }> {
  const open = await openWalkNetwork(from, { network });
  const [walk] = open?.walksFrom(A, [B], limits) ?? [];
  return {
    codes: open?.versions.map(({ code }) => code) ?? [],
    walkM: walk?.status === 'reached' ? walk.walkM : null,
  };
}

/** How often parts of a graph are read from now on. */
function countReads(): () => number {
  const run = vi.spyOn(Database.prototype, 'run');
  return () => run.mock.calls.filter(([{ name }]) => name === 'walking/read-graph-parts').length;
}

describe('which versions take part', () => {
  it('none without an active one', async () => {
    expect(await openWalkNetwork(db)).toBeNull();
    await loadNetwork(db, direct, { code: 'kept', active: false });
    expect(await openWalkNetwork(db)).toBeNull();
  });

  it('all active ones, with what an answer names; the one asked for, active or not', async () => {
    await loadNetwork(db, direct, {
      code: 'east',
      area: 'east',
      sourceDate: '2025-12-31',
      source: 'a survey',
    });
    await loadNetwork(db, direct, { code: 'west', area: 'west', isSynthetic: false });
    await loadNetwork(db, detour, { code: 'draft', area: 'west', active: false });
    const open = await openWalkNetwork(db);
    expect(open?.versions).toEqual([
      expect.objectContaining({
        code: 'east',
        area: 'east',
        source: 'a survey',
        sourceDate: '2025-12-31',
        isSynthetic: true,
      }),
      expect.objectContaining({ code: 'west', isSynthetic: false }),
    ]);
    expect((await walkNow(db, 'draft')).codes).toEqual(['draft']);
    expect((await walkNow(db, 'draft')).walkM).toBeGreaterThan(1500);
    expect((await walkNow(db, 'east')).walkM).toBeLessThan(600);
  });

  it('refuses an unknown code, naming the active ones', async () => {
    await loadNetwork(db, direct, { code: 'east' });
    const refused = openWalkNetwork(db, { network: 'north' });
    await expect(refused).rejects.toThrow(InvalidInputError);
    await expect(refused).rejects.toMatchObject({
      issues: [{ field: 'network', value: 'north', allowed: expect.stringContaining('east') }],
    });
  });
});

describe('a version that becomes active', () => {
  it('answers the next question, while those under way keep the one they opened', async () => {
    await loadNetwork(db, direct, { code: 'old' });
    const before = (await openWalkNetwork(db))!;
    await loadNetwork(db, detour, { code: 'new' });
    expect((await walkNow(db)).codes).toEqual(['new']);
    expect((await walkNow(db)).walkM).toBeGreaterThan(1500);
    expect(before.versions[0]?.code).toBe('old');
    expect(before.walksFrom(A, [B], limits)[0]).toMatchObject({ status: 'reached' });
    const { distanceM } = await before.matrix([A], [B], limits);
    expect(distanceM[0]).toBeLessThan(600);
  });

  it('is loaded once for all who wait, and not again', async () => {
    await loadNetwork(db, direct, { code: 'one' });
    const reads = countReads();
    const walks = await Promise.all(Array.from({ length: 6 }, () => walkNow(db)));
    expect(new Set(walks.map(({ walkM }) => walkM)).size).toBe(1);
    expect(reads()).toBe(1);
    await walkNow(db.withSignal(new AbortController().signal));
    await db.transaction((tx) => walkNow(tx));
    expect(reads()).toBe(1);
  });

  it('is never mixed with another, however often they change during requests', async () => {
    await loadNetwork(db, direct, { code: 'short' });
    const shortM = (await walkNow(db)).walkM;
    await loadNetwork(db, detour, { code: 'long', active: false });
    const longM = (await walkNow(db, 'long')).walkM;
    expect(longM).not.toBe(shortM);
    const asked: Promise<{ codes: string[]; walkM: number | null }>[] = [];
    for (let change = 0; change < 6; change++) {
      asked.push(walkNow(db), walkNow(db));
      await activateNetwork(db, change % 2 === 0 ? 'long' : 'short', trail);
      asked.push(walkNow(db));
    }
    for (const { codes, walkM } of await Promise.all(asked)) {
      expect(codes).toHaveLength(1);
      expect(walkM).toBe(codes[0] === 'long' ? longM : shortM);
    }
  });

  it('is dropped when it is retired: activated again, it is read again', async () => {
    await loadNetwork(db, direct, { code: 'one', area: 'a' });
    await loadNetwork(db, detour, { code: 'two', area: 'b' });
    await walkNow(db);
    await retireNetwork(db, 'one', trail);
    expect((await walkNow(db)).codes).toEqual(['two']);
    await activateNetwork(db, 'one', trail);
    const reads = countReads();
    expect((await walkNow(db)).codes).toEqual(['one', 'two']);
    expect(reads()).toBe(1);
  });
});

describe('loading', () => {
  it('inside a transaction waits for no other connection, and sees what the transaction sees', async () => {
    await loadNetwork(db, direct, { code: 'one' });
    const [outside, inside] = await Promise.all([walkNow(db), db.transaction((tx) => walkNow(tx))]);
    expect(outside).toEqual(inside);
    const rolledBack = db.transaction(async (tx) => {
      await loadNetwork(tx, detour, { code: 'two' });
      expect((await walkNow(tx)).codes).toEqual(['two']);
      throw new Error('never mind');
    });
    await expect(rolledBack).rejects.toThrow('never mind');
    expect((await walkNow(db)).codes).toEqual(['one']);
  });

  it('does not end for others when the request that began it is given up', async () => {
    await loadNetwork(db, direct, { code: 'one' });
    const gone = new AbortController();
    const first = walkNow(db.withSignal(gone.signal)).catch(() => null);
    const second = walkNow(db);
    gone.abort(new Error('the client went away'));
    await first;
    expect((await second).codes).toEqual(['one']);
  });

  it('says so when what is stored is damaged or not whole', async () => {
    await loadNetwork(db, direct, { code: 'one' });
    await db.script(
      `update walk_graph_part set content = set_byte(content, 80, get_byte(content, 80) # 255)`,
    );
    await expect(openWalkNetwork(db)).rejects.toThrow(UnavailableError);
    await expect(openWalkNetwork(db)).rejects.toThrow(/import it again/);
    await db.script('delete from walk_graph_part');
    await expect(openWalkNetwork(db)).rejects.toThrow(UnavailableError);
  });

  it('puts together a graph of many parts', async () => {
    await storeCity(db, inventedCity(60), 'city');
    const [whole] = await db.run<{ bytes: number }>({
      text: `select length(string_agg(content, ''::bytea order by part)) as bytes from walk_graph_part`,
    });
    await db.script(`
      create temporary table whole as select network_id, string_agg(content, ''::bytea order by part) as content from walk_graph_part group by 1;
      delete from walk_graph_part;
      insert into walk_graph_part
      select network_id, n, substr(content, n * 777 + 1, 777) from whole, generate_series(0, (length(content) - 1) / 777) n;
      drop table whole`);
    expect(whole?.bytes).toBeGreaterThan(50 * 777);
    const open = await openWalkNetwork(db);
    expect(open?.snap({ lon: 114.31, lat: 34.81 }, 200)).not.toBeNull();
  });
});

describe('snapping', () => {
  it('finds the place that PostGIS finds nearest, within a centimetre', async () => {
    const city = inventedCity(25);
    await storeCity(db, city, 'city');
    const open = (await openWalkNetwork(db))!;
    const random = seeded(99);
    const points = Array.from({ length: 150 }, () => ({
      lon: 114.299 + random() * 0.017,
      lat: 34.799 + random() * 0.017,
    }));
    const snaps = points.map((point) => open.snap(point, 300)!);
    const rows = await db.run<{ n: number; nearest_m: number; place_m: number; off_m: number }>({
      text: `
        select n::int as n, near.nearest_m, st_distance(p.point::geography, p.place::geography) as place_m, near.off_m
        from (select n, st_setsrid(st_makepoint(x, y), 4326) as point, st_setsrid(st_makepoint(px, py), 4326) as place
              from unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[]) with ordinality as u(x, y, px, py, n)) p
        cross join lateral (
          select min(st_distance(e.geom::geography, p.point::geography)) as nearest_m,
                 min(st_distance(e.geom::geography, p.place::geography)) as off_m
          from walk_edge e where e.geom && st_expand(p.point, 0.005)
        ) near
        order by n`,
      values: [
        points.map(({ lon }) => lon),
        points.map(({ lat }) => lat),
        snaps.map(({ lon }) => lon),
        snaps.map(({ lat }) => lat),
      ],
    });
    expect(rows).toHaveLength(points.length);
    for (const [index, { nearest_m, place_m, off_m }] of rows.entries()) {
      expect(Math.abs(snaps[index]!.snapM - nearest_m)).toBeLessThanOrEqual(0.01);
      expect(Math.abs(snaps[index]!.snapM - place_m)).toBeLessThanOrEqual(0.01);
      expect(off_m).toBeLessThanOrEqual(0.01);
    }
  });
});
