import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { straightMatrix } from '../../api/analyses/points/straight-matrix.ts';
import { InvalidInputError } from '../../api/errors.ts';
import type { LonLat } from '../../api/geo/lon-lat.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let testing: TestDatabase;
beforeAll(async () => {
  testing = await openTestDatabase();
}, 120_000);
afterAll(() => testing.close());

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

function scatter(count: number, centre: LonLat, spreadDeg: number, seed: number): LonLat[] {
  const { lon, lat } = centre;
  const random = fc.sample(fc.tuple(fc.double({ min: -1, max: 1 }), fc.double({ min: -1, max: 1 })), {
    numRuns: count,
    seed,
  });
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

  test('many thousands of pairs come in chunks and stay in order, the same point included', async () => {
    const points = scatter(330, XIAN, 0.001, 5);
    const steps: number[] = [];
    const matrix = await straightMatrix(testing.database, points, points, 800, {
      onProgress: (done) => steps.push(done),
    });
    expect(triples(matrix)).toEqual(await bruteForce(points, points, 800));
    expect(matrix.from.length).toBe(330 * 330);
    expect(steps.length).toBeGreaterThan(2);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(1);
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
    const points = scatter(600, XIAN, 0.001, 5);
    const long = straightMatrix(testing.database, points, points, 800, {
      signal: later.signal,
      onProgress: () => later.abort(new Error('given up after the first chunk')),
    });
    await expect(long).rejects.toThrow('given up after the first chunk');
  });

  test('refuses a point without position, and more pairs than memory should hold', async () => {
    const nowhere = { lon: Number.NaN, lat: 34 };
    await expect(straightMatrix(testing.database, [XIAN], [nowhere], 800)).rejects.toThrow(/no position/);
    const points = Array.from({ length: 3_500 }, () => XIAN);
    const asked = straightMatrix(testing.database, points, points, 800, { maxPairs: 100_000 });
    await expect(asked).rejects.toBeInstanceOf(InvalidInputError);
  });
});
