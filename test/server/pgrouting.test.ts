import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeThreads } from '../../api/compute/run-in-thread.ts';
import type { LonLat } from '../../api/geo/lon-lat.ts';
import { ISLE_M } from '../../api/network/graph.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import type { WalkNetwork } from '../../api/walking/walk-network.ts';
import { seeded } from '../../bench/measure.ts';
import { type CityStreets, largeCityStreets, monacoStreets, storeCity } from '../support/city-streets.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const MAX_SNAP_M = 150;
const EVERYWHERE_M = 200_000;
const ORIGINS = 50;
const POINTS = 110;
const SOURCES = 25;
/** The agreement asked for: a centimetre. */
const CENTIMETRE = 0.01;

const cities: [string, () => Promise<CityStreets | null>][] = [
  ['Monaco', monacoStreets],
  ["Xi'an, or an invented city", largeCityStreets],
];

/** Where PostGIS finds a point on the network. */
interface PostgisSnap {
  readonly point: number;
  readonly edge_id: number;
  readonly fraction: number;
  readonly snap_m: number;
  readonly length_m: number;
  readonly source: number;
  readonly target: number;
}

describe.each(cities)('pgRouting agrees with the walks of %s', (_, streetsOf) => {
  let test: TestDatabase;
  let network: WalkNetwork;
  let missing: string | undefined;
  let points: LonLat[] = [];
  let snaps = new Map<number, PostgisSnap>();
  const limits = { limitM: EVERYWHERE_M, maxSnapM: MAX_SNAP_M };

  beforeAll(async () => {
    const city = await streetsOf();
    if (!city) {
      missing = 'the real files are not there (REAL_DATA_DIR)';
      return;
    }
    test = await openTestDatabase();
    try {
      await test.database.script('create extension pgrouting');
    } catch (error) {
      missing = `pgRouting cannot be created on this server: ${(error as Error).message}`;
      return;
    }
    await storeCity(test.database, city, 'city');
    network = (await openWalkNetwork(test.database))!;
    points = randomPoints(city, POINTS);
    snaps = await snapInPostgis(test, points);
  });
  afterAll(async () => {
    await closeThreads();
    await test?.close();
  });

  it('snaps as PostGIS does', (context) => {
    if (missing) context.skip(missing);
    expect(snaps.size).toBeGreaterThan(POINTS / 2);
    for (const [index, point] of points.entries()) {
      const [ours, theirs] = [network.snap(point, MAX_SNAP_M), snaps.get(index)];
      expect(ours === null).toBe(theirs === undefined);
      if (ours && theirs) expect(Math.abs(ours.snapM - theirs.snap_m)).toBeLessThanOrEqual(CENTIMETRE);
    }
  });

  it('walks the same lengths, thousands of pairs (pgr_withPointsCost)', async (context) => {
    if (missing) context.skip(missing);
    const costs = await costsOfPgrouting(test, snaps, ORIGINS);
    const { walkM } = await network.pairs(points, allPairs(points.length), limits);
    let [compared, apart] = [0, 0];
    for (const [from, start] of [...snaps].filter(([point]) => point < ORIGINS)) {
      const single = network.walksFrom(points[from]!, points, limits);
      for (const [to, end] of snaps) {
        if (from === to) continue;
        const ours = walkM[from * points.length + to]!;
        const one = single[to]!;
        expect(one.status === 'reached' ? one.walkM : -1).toBe(ours);
        const cost = costs.get(`${from} ${to}`);
        if (cost === undefined) {
          expect(ours).toBe(-1);
          apart += 1;
        } else {
          expect(Math.abs(start.snap_m + cost + end.snap_m - ours)).toBeLessThanOrEqual(CENTIMETRE);
          compared += 1;
        }
      }
    }
    await context.annotate(`${compared} pairs compared, ${apart} apart`);
    expect(compared).toBeGreaterThan(2000);
  });

  it('finds the nearest of several sources (pgr_withPointsDD)', async (context) => {
    if (missing) context.skip(missing);
    const sources = [...snaps.keys()].slice(0, SOURCES);
    const limitM = 2500;
    const targets = points.map((_, index) => index).filter((index) => !sources.includes(index));
    const nearest = await network.nearest(
      sources.map((index) => points[index]!),
      targets.map((index) => points[index]!),
      { limitM, maxSnapM: MAX_SNAP_M },
    );
    const reached = await reachedByPgrouting(test, snaps, sources, limitM);
    let found = 0;
    for (const [place, target] of targets.entries()) {
      const end = snaps.get(target);
      if (!end) {
        expect(nearest.walkM[place]).toBeNaN();
        continue;
      }
      const ways = sources.map((source) => wayTo(reached.get(source)!, snaps.get(source)!, end));
      const expected = Math.min(...ways);
      if (Math.abs(expected - limitM) <= CENTIMETRE) continue;
      if (expected > limitM) expect(nearest.walkM[place]).toBe(Number.POSITIVE_INFINITY);
      else {
        expect(Math.abs(nearest.walkM[place]! - expected)).toBeLessThanOrEqual(CENTIMETRE);
        expect(ways[nearest.source[place]!]!).toBeLessThanOrEqual(expected + CENTIMETRE);
        found += 1;
      }
    }
    expect(found).toBeGreaterThan(10);
  });
});

/** Half of them anywhere in the middle of the city, half within a hundred metres or so of a vertex of a street. */
function randomPoints({ graph, core }: CityStreets, count: number): LonLat[] {
  const random = seeded(4711);
  return Array.from({ length: count }, (_, index) => {
    if (index % 2 === 0)
      return {
        lon: core.west + random() * (core.east - core.west),
        lat: core.south + random() * (core.north - core.south),
      };
    const vertex = Math.floor(random() * graph.vertexLonE7.length);
    return {
      lon: graph.vertexLonE7[vertex]! / 1e7 + (random() - 0.5) * 0.001,
      lat: graph.vertexLatE7[vertex]! / 1e7 + (random() - 0.5) * 0.001,
    };
  });
}

/** The nearest edge of PostGIS by geodesic distance, the place on it in a conformal projection around the point; isles as documented. */
async function snapInPostgis(
  { database }: TestDatabase,
  points: readonly LonLat[],
): Promise<Map<number, PostgisSnap>> {
  const rows = await database.run<PostgisSnap>({
    text: `
      with isle as (
        select component from walk_component
        where length_m < $4 and length_m < (select max(length_m) from walk_component)
      ),
      point as (
        select n::int as point, st_setsrid(st_makepoint(lon, lat), 4326) as geom,
               format('+proj=tmerc +lat_0=%s +lon_0=%s +k=1 +ellps=WGS84 +units=m', lat, lon) as local
        from unnest($1::float8[], $2::float8[]) with ordinality as p(lon, lat, n)
      )
      select p.point - 1 as point, e.edge_id, e.source, e.target, e.length_m, e.snap_m,
             st_linelocatepoint(st_transform(st_geometryn(e.geom, 1), p.local), st_transform(p.geom, p.local)) as fraction
      from point p
      cross join lateral (
        select e.*, st_distance(e.geom::geography, p.geom::geography) as snap_m, i.component is not null as is_isle
        from walk_edge e left join isle i using (component)
        where e.geom && st_expand(p.geom, 0.004) and st_distance(e.geom::geography, p.geom::geography) <= $3
        order by i.component is not null, st_distance(e.geom::geography, p.geom::geography), e.edge_id
        limit 1
      ) e`,
    values: [points.map(({ lon }) => lon), points.map(({ lat }) => lat), MAX_SNAP_M, ISLE_M],
  });
  return new Map(rows.map((row) => [row.point, row]));
}

const EDGES = 'select edge_id as id, source, target, length_m as cost from walk_edge';

/** The snapped points as pgRouting takes them; ids count from 1. */
function pointsSql(snaps: Iterable<[number, PostgisSnap]>): string {
  const rows = [...snaps].map(
    ([point, { edge_id, fraction }]) =>
      `(${point + 1}, ${edge_id}, ${Math.min(1 - 1e-9, Math.max(1e-9, fraction)).toFixed(12)}::float8)`,
  );
  return `select * from (values ${rows.join(', ')}) as p(pid, edge_id, fraction)`;
}

/** Metres along the network from the first points to all, by pair. */
async function costsOfPgrouting(
  { database }: TestDatabase,
  snaps: ReadonlyMap<number, PostgisSnap>,
  origins: number,
): Promise<Map<string, number>> {
  const all = [...snaps.keys()];
  const rows = await database.run<{ start_pid: number; end_pid: number; agg_cost: number }>({
    text: 'select start_pid, end_pid, agg_cost from pgr_withPointsCost($1, $2, $3::bigint[], $4::bigint[], directed => false)',
    values: [
      EDGES,
      pointsSql(snaps),
      all.filter((point) => point < origins).map((point) => -(point + 1)),
      all.map((point) => -(point + 1)),
    ],
  });
  return new Map(rows.map((row) => [`${-row.start_pid - 1} ${-row.end_pid - 1}`, row.agg_cost]));
}

/** Metres along the network from each source to the nodes within the limit. */
async function reachedByPgrouting(
  { database }: TestDatabase,
  snaps: ReadonlyMap<number, PostgisSnap>,
  sources: readonly number[],
  limitM: number,
): Promise<Map<number, Map<number, number>>> {
  const reached = new Map(sources.map((source) => [source, new Map<number, number>()]));
  const rows = await database.run<{ start_vid: number; node: number; agg_cost: number }>({
    text: `select start_vid, node, agg_cost
           from pgr_withPointsDD($1, $2, $3::bigint[], $4::float8, directed => false, details => false)`,
    values: [
      EDGES,
      pointsSql([...snaps].filter(([point]) => sources.includes(point))),
      sources.map((source) => -(source + 1)),
      limitM,
    ],
  });
  for (const { start_vid, node, agg_cost } of rows) reached.get(-start_vid - 1)!.set(node, agg_cost);
  return reached;
}

function wayTo(reached: ReadonlyMap<number, number>, start: PostgisSnap, end: PostgisSnap): number {
  const before = end.fraction * end.length_m;
  const ways = [
    (reached.get(end.source) ?? Infinity) + before,
    (reached.get(end.target) ?? Infinity) + end.length_m - before,
  ];
  if (start.edge_id === end.edge_id) ways.push(Math.abs(start.fraction - end.fraction) * end.length_m);
  return start.snap_m + Math.min(...ways) + end.snap_m;
}

function allPairs(count: number): { a: Int32Array; b: Int32Array } {
  const all = Array.from({ length: count * count }, (_, pair) => pair);
  return {
    a: Int32Array.from(all, (pair) => Math.floor(pair / count)),
    b: Int32Array.from(all, (pair) => pair % count),
  };
}
