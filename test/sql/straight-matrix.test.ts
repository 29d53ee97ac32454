import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { straightMatrix } from '../../api/analyses/points/straight-matrix.ts';
import { closeThreads } from '../../api/compute/run-in-thread.ts';
import { InvalidInputError } from '../../api/errors.ts';
import type { LonLat } from '../../api/geo/lon-lat.ts';
import { lonLatColumns } from '../../api/geo/lon-lat-columns.ts';
import { straightDistances } from '../../api/geo/straight-distances.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let testing: TestDatabase;
beforeAll(async () => {
  testing = await openTestDatabase();
}, 120_000);
afterAll(async () => {
  await closeThreads();
  await testing.close();
});

type Triple = { from: number; to: number; distance_m: number };

/** All pairs measured one by one: the cross join of the contract's function. */
function bruteForce(origins: readonly LonLat[], destinations: readonly LonLat[], limitM: number) {
  const place = (points: readonly LonLat[]) => JSON.stringify(points.map(({ lon, lat }) => [lon, lat]));
  return testing.database.run<Triple>({
    text: `
      select (o.n - 1)::int as "from", (d.n - 1)::int as "to", m.distance_m
      from jsonb_array_elements($1::jsonb) with ordinality as o (p, n)
      cross join jsonb_array_elements($2::jsonb) with ordinality as d (p, n)
      cross join lateral (select distance_m(
        st_makepoint((o.p->>0)::float8, (o.p->>1)::float8)::geography,
        st_makepoint((d.p->>0)::float8, (d.p->>1)::float8)::geography) as distance_m) m
      where m.distance_m <= $3 order by 1, 2`,
    values: [place(origins), place(destinations), limitM],
  });
}

function triples(matrix: Awaited<ReturnType<typeof straightMatrix>>): Triple[] {
  return Array.from(matrix.from, (from, index) => ({
    from,
    to: matrix.to[index] as number,
    distance_m: matrix.distanceM[index] as number,
  }));
}

/** Evenly scattered points, the same for the same seed. */
function scatter(count: number, { lon, lat }: LonLat, spreadDeg: number, seed: number): LonLat[] {
  const unit = fc.noBias(fc.integer({ min: -1e9, max: 1e9 })).map((value) => value / 1e9);
  const random = fc.sample(fc.tuple(unit, unit), { numRuns: count, seed });
  return random.map(([x, y]) => ({ lon: lon + x * spreadDeg, lat: Math.min(90, lat + y * spreadDeg) }));
}

const XIAN = { lon: 108.94, lat: 34.26 };

describe('straight matrix', () => {
  test.each([
    ['800 m in a city', XIAN, 0.02, 800],
    ['a few metres', XIAN, 0.0001, 7],
    ['20 km', XIAN, 0.2, 20_000],
    ['at the equator', { lon: 101.4, lat: 0 }, 0.02, 1_500],
    ['near the pole', { lon: 20, lat: 89.99 }, 5, 200_000],
    ['across the antimeridian', { lon: 179.999, lat: -16 }, 0.02, 1_500],
  ])('equals the cross join of distance_m: %s', async (_title, centre, spread, limitM) => {
    const origins = scatter(70, centre, spread, 11);
    const destinations = scatter(90, centre, spread, 12);
    const wrapped = destinations.map(({ lon, lat }) => ({ lon: lon > 180 ? lon - 360 : lon, lat }));
    const expected = await bruteForce(origins, wrapped, limitM);
    expect(expected.length).toBeGreaterThan(100);
    expect(triples(await straightMatrix(testing.database, origins, wrapped, limitM))).toEqual(expected);
  });

  test('the limit itself is within, a millimetre less is not', async () => {
    const [origin, destination] = [XIAN, { lon: 108.9473, lat: 34.2641 }];
    const [measured] = await bruteForce([origin], [destination], 5_000);
    const limit = measured?.distance_m ?? 0;
    expect(limit).toBeGreaterThan(700);
    expect(triples(await straightMatrix(testing.database, [origin], [destination], limit))).toEqual([
      measured,
    ]);
    const less = Math.round(limit * 1000 - 1) / 1000;
    expect(triples(await straightMatrix(testing.database, [origin], [destination], less))).toEqual([]);
  });

  test('many thousands of pairs, the same point included', async () => {
    const points = scatter(330, XIAN, 0.001, 5);
    const matrix = await straightMatrix(testing.database, points, points, 800);
    expect(triples(matrix)).toEqual(await bruteForce(points, points, 800));
    expect(matrix.from.length).toBe(330 * 330);
  });

  test('the geodesic measured here is that of PostGIS, to far less than the agreement asked for', async () => {
    const pairs = [0.00001, 0.001, 0.02, 0.3, 20].flatMap((spread, index) => {
      const a = scatter(4_000, XIAN, spread, 2 * index);
      const b = scatter(4_000, XIAN, spread, 2 * index + 1);
      return a.map((from, place) => ({ from, to: b[place] as LonLat }));
    });
    const column = (read: (pair: (typeof pairs)[number]) => number) => pairs.map(read);
    const [row] = await testing.database.run<{ metres: number[] }>({
      text: `select array_agg(st_distance(st_makepoint(a, b)::geography, st_makepoint(c, d)::geography, true) order by n) as metres
             from unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[]) with ordinality as p (a, b, c, d, n)`,
      values: [
        column((pair) => pair.from.lon),
        column((pair) => pair.from.lat),
        column((pair) => pair.to.lon),
        column((pair) => pair.to.lat),
      ],
    });
    const { WGS84 } = geodesic.Geodesic;
    const apart = pairs.map(({ from, to }, index) => {
      const metres = WGS84.Inverse(from.lat, from.lon, to.lat, to.lon).s12 as number;
      return Math.abs(metres - (row?.metres[index] as number));
    });
    expect(apart.length).toBe(20_000);
    expect(Math.max(...apart)).toBeLessThan(5e-8);
  });

  test('pairs whose millimetre nanometres could decide are asked of the database', async () => {
    const places = scatter(330, XIAN, 0.001, 5);
    const points = lonLatColumns(places);
    const { doubtful, distanceM, from, to } = straightDistances(
      { origins: points, destinations: points, limitM: 800, maxPairs: 1e6 },
      () => undefined,
    );
    expect(distanceM.length).toBe(330 * 330);
    expect(doubtful.length).toBeGreaterThan(50);
    expect(doubtful.length).toBeLessThan(1_000);
    // With one of the two millimetres as the limit, the database says which it is.
    for (const entry of doubtful.subarray(0, 12)) {
      const limit = Math.floor((distanceM[entry]! - 0.0001) * 1000) / 1000;
      const [origin, destination] = [[places[from[entry]!]!], [places[to[entry]!]!]];
      for (const limitM of [limit, Math.round(limit * 1000 + 1) / 1000])
        expect(triples(await straightMatrix(testing.database, origin, destination, limitM))).toEqual(
          await bruteForce(origin, destination, limitM),
        );
    }
  });

  test('nothing to measure gives nothing', async () => {
    for (const [origins, destinations] of [
      [[], [XIAN]],
      [[XIAN], []],
      [[XIAN], [{ lon: 109.5, lat: 34.26 }]],
    ] as const)
      expect(triples(await straightMatrix(testing.database, origins, destinations, 800))).toEqual([]);
  });

  test('ends with the reason of the signal', async () => {
    const gone = new AbortController();
    gone.abort(new Error('given up'));
    const asked = straightMatrix(testing.database, [XIAN], [XIAN], 800, { signal: gone.signal });
    await expect(asked).rejects.toThrow('given up');

    const later = new AbortController();
    const points = scatter(3_000, XIAN, 0.001, 5);
    const steps: number[] = [];
    const long = straightMatrix(testing.database, points, points, 800, {
      signal: later.signal,
      onProgress: (done) => {
        steps.push(done);
        later.abort(new Error('given up on the way'));
      },
    });
    await expect(long).rejects.toThrow('given up on the way');
    expect(steps[0]).toBeGreaterThan(0);
    expect(steps[0]).toBeLessThan(1);
  });

  test('refuses a point without position, and more pairs than memory should hold', async () => {
    const nowhere = { lon: Number.NaN, lat: 34 };
    await expect(straightMatrix(testing.database, [XIAN], [nowhere], 800)).rejects.toThrow(/no position/);
    const points = Array.from({ length: 3_500 }, () => XIAN);
    const asked = straightMatrix(testing.database, points, points, 800, { maxPairs: 100_000 });
    await expect(asked).rejects.toBeInstanceOf(InvalidInputError);
  });
});
