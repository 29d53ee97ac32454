import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { closeThreads, threadFigures } from '../../../api/compute/run-in-thread.ts';
import { InvalidInputError, ResultTooLargeError } from '../../../api/errors.ts';
import type { LonLat } from '../../../api/geo/lon-lat.ts';
import { packGraph } from '../../../api/network/pack/pack-graph.ts';
import { unpackGraph } from '../../../api/network/pack/unpack-graph.ts';
import { localMetric, nearDistanceM } from '../../../api/network/search/local-metric.ts';
import { matrixTask } from '../../../api/network/search/matrix-task.ts';
import { newPlaces, setPlace } from '../../../api/network/search/places.ts';
import { SearchMemory } from '../../../api/network/search/search-memory.ts';
import { handleOf } from '../../../api/network/search/thread-graphs.ts';
import { limitMm, longestUm, metresOf } from '../../../api/network/search/walk-limit.ts';
import { inventedCity } from '../../support/city-streets.ts';
import { geodesicM } from '../../support/naive-walks.ts';
import { packedNetwork } from '../../support/packed-network.ts';
import { streetGraphOf } from '../../support/walk-fixtures.ts';

const point = (lon: number, lat: number): LonLat => ({ lon, lat });
/** Some 915 m from west to east. */
const street = streetGraphOf([
  [
    [114.3, 34.8],
    [114.31, 34.8],
  ],
]);
const limits = { limitM: 2000, maxSnapM: 200 };
afterAll(() => closeThreads());

describe('limits in whole millimetres', () => {
  it('are the most that a rounded walk may be', () => {
    expect([limitMm(800), limitMm(0.1), limitMm(0.3), limitMm(1.0005), limitMm(1249.999)]).toEqual([
      800_000, 100, 300, 1000, 1_249_999,
    ]);
    expect(limitMm(Infinity)).toBe(Infinity);
    expect(metresOf(800_000_499)).toBe(800);
    expect(metresOf(800_000_500)).toBe(800.001);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        fc.integer({ min: -2, max: 2 }),
        (limitM, off) => {
          const um = Math.max(0, longestUm(limitM) + off);
          expect(metresOf(um) <= limitM).toBe(um <= longestUm(limitM));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('let a walk as long as the limit pass, and none a millimetre longer, whatever is asked', async () => {
    const network = packedNetwork(street);
    const [a, b] = [point(114.301, 34.8003), point(114.3071, 34.7994)];
    const [walk] = network.walksFrom(a, [b], limits);
    const walkM = walk?.status === 'reached' ? walk.walkM : Number.NaN;
    const exactly = { ...limits, limitM: walkM };
    const less = { ...limits, limitM: (walkM * 1000 - 1) / 1000 };
    expect(network.walksFrom(a, [b], exactly)[0]?.status).toBe('reached');
    expect(network.walksFrom(a, [b], less)[0]?.status).toBe('beyond');
    expect(network.route(a, b, exactly)?.walkM).toBe(walkM);
    expect(network.route(a, b, less)).toBeNull();
    expect([...(await network.matrix([a], [b], exactly)).distanceM]).toEqual([walkM]);
    expect([...(await network.matrix([a], [b], less)).distanceM]).toEqual([]);
    expect([...(await network.nearest([a], [b], exactly)).walkM]).toEqual([walkM]);
    expect([...(await network.nearest([a], [b], less)).walkM]).toEqual([Infinity]);
    const pair = { a: Int32Array.of(0), b: Int32Array.of(1) };
    expect([...(await network.pairs([a, b], pair, exactly)).walkM]).toEqual([walkM]);
    expect([...(await network.pairs([a, b], pair, less)).walkM]).toEqual([Infinity]);
  });

  it('hold for the snap too', () => {
    const network = packedNetwork(street);
    const place = point(114.305, 34.801);
    const snapM = network.snap(place, 200)?.snapM ?? Number.NaN;
    expect(snapM).toBeCloseTo(geodesicM(place, point(114.305, 34.8)), 3);
    expect(network.snap(place, snapM)?.snapM).toBe(snapM);
    expect(network.snap(place, snapM - 0.001)).toBeNull();
    expect(network.walksFrom(place, [place], { limitM: 1000, maxSnapM: 100 })).toEqual([
      { status: 'not-snapped', startSnapM: null, endSnapM: null },
    ]);
  });
});

describe('points', () => {
  it('at one position are 0 m apart; beside each other they walk to the street and back', async () => {
    const network = packedNetwork(street);
    const [one, same, beside] = [point(114.305, 34.801), point(114.305, 34.801), point(114.305, 34.80100001)];
    const walks = network.walksFrom(one, [same, beside], limits);
    expect(walks[0]).toEqual({ status: 'reached', walkM: 0, startSnapM: 0, endSnapM: 0 });
    expect(walks[1]).toMatchObject({ status: 'reached', walkM: expect.closeTo(221.89, 1) });
    expect(network.route(one, same, limits)?.line).toEqual([
      [114.305, 34.801],
      [114.305, 34.801],
    ]);
    const nearest = await network.nearest([beside, one], [same], limits, {
      offsetsM: Float64Array.of(0, 50),
    });
    expect([nearest.walkM[0], nearest.source[0]]).toEqual([50, 1]);
  });

  it('equally near to two sources go to the first', async () => {
    const network = packedNetwork(street);
    const sources = [point(114.3035, 34.8), point(114.3035, 34.8), point(114.303, 34.8)];
    const { source } = await network.nearest(sources, [point(114.305, 34.8001)], limits);
    expect([...source]).toEqual([0]);
  });

  it('with offsets that are none are refused', async () => {
    const network = packedNetwork(street);
    for (const offsetsM of [Float64Array.of(-1), Float64Array.of(Number.NaN), new Float64Array(0)])
      await expect(network.nearest([point(114.305, 34.8)], [], limits, { offsetsM })).rejects.toThrow(
        InvalidInputError,
      );
  });

  it('near an isle snap to the street behind it; where there is only the isle, to that', () => {
    const graph = streetGraphOf([
      [
        [114.3, 34.8],
        [114.31, 34.8],
      ],
      [
        [114.304, 34.801],
        [114.306, 34.801],
      ],
    ]);
    const network = packedNetwork(graph);
    const yard = point(114.305, 34.8011);
    expect(network.snap(yard, 200)?.lat).toBeCloseTo(34.8, 6);
    expect(network.snap(yard, 100)?.lat).toBeCloseTo(34.801, 6);
    expect(network.walksFrom(yard, [point(114.302, 34.8)], { limitM: 5000, maxSnapM: 100 })[0]?.status).toBe(
      'no-path',
    );
    // So too when the isle is another version's.
    const isle = streetGraphOf([
      [
        [114.304, 34.801],
        [114.306, 34.801],
      ],
      [
        [114.4, 34.8],
        [114.41, 34.8],
      ],
    ]);
    expect(packedNetwork(isle, street).snap(yard, 200)?.networkId).toBe(2);
  });
});

describe('search memory', () => {
  it('starts afresh when its stamps are used up', () => {
    const memory = new SearchMemory(3);
    memory.begin();
    memory.stamp[1] = memory.now;
    memory.distanceUm[1] = 5;
    expect(memory.reachedUm(1)).toBe(5);
    memory.now = 2 ** 32 - 1;
    memory.begin();
    expect([memory.now, memory.reachedUm(1)]).toEqual([1, Infinity]);
  });
});

describe('the local metric', () => {
  it('is the geodesic to a tenth of a millimetre within two kilometres, at any latitude where people live', () => {
    const latitudes = fc.double({ min: -65, max: 65, noNaN: true });
    const metres = fc.double({ min: -1400, max: 1400, noNaN: true });
    fc.assert(
      fc.property(latitudes, metres, metres, (lat, east, north) => {
        const metric = localMetric(lat * 1e7);
        const other = point(114 + east / metric.lon / 1e7, lat + north / metric.lat / 1e7);
        const near = nearDistanceM(114e7, lat * 1e7, other.lon * 1e7, other.lat * 1e7);
        expect(Math.abs(near - geodesicM(point(114, lat), other))).toBeLessThanOrEqual(1e-4);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('many searches in threads', () => {
  const network = packedNetwork(inventedCity(60).graph);
  const points = Array.from({ length: 600 }, (_, at) =>
    point(114.301 + (at % 30) * 0.001, 34.801 + Math.floor(at / 30) * 0.0015),
  );

  it('give what single searches give, in order, and say how far they are', async () => {
    const told: number[] = [];
    const matrix = await network.matrix(points, points, limits, { onProgress: (done) => told.push(done) });
    expect(threadFigures().threads).toBeGreaterThan(0);
    for (const origin of [0, 17, 311, 599]) {
      const walks = network.walksFrom(points[origin]!, points, limits);
      const row = walks.flatMap((walk, to) => (walk.status === 'reached' ? [[to, walk.walkM]] : []));
      const begin = matrix.from.indexOf(origin);
      const end = matrix.from.lastIndexOf(origin) + 1;
      expect(row.length).toBeGreaterThan(100);
      expect(
        Array.from({ length: end - begin }, (_, at) => [matrix.to[begin + at], matrix.distanceM[begin + at]]),
      ).toEqual(row);
    }
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect((await network.matrix(points, points, limits)).distanceM).toEqual(matrix.distanceM);
  });

  it('end when the signal says so, with its reason', async () => {
    const gone = new AbortController();
    const run = network.matrix(points, points, { limitM: 20_000, maxSnapM: 200 }, { signal: gone.signal });
    setTimeout(() => gone.abort(new Error('the client went away')), 20);
    await expect(run).rejects.toThrow('the client went away');
    await expect(
      network.pairs(points, { a: Int32Array.of(0), b: Int32Array.of(1) }, limits, { signal: gone.signal }),
    ).rejects.toThrow('the client went away');
  });

  it('refuse a matrix that would not fit in memory', () => {
    const places = newPlaces(1);
    const graph = unpackGraph([packGraph(street)]);
    setPlace(places, 0, { graph: 0, edge: 0, beforeUm: 0, snapUm: 0, lonE7: 0, latE7: 0 });
    const task = {
      graphs: [handleOf(graph)],
      origins: places,
      destinations: places,
      limitM: 10,
      from: 0,
      to: 1,
    };
    const control = { cancelled: () => false, progress: () => undefined };
    expect(matrixTask({ ...task, maxEntries: 0 }, control).from).toHaveLength(1);
    expect(() => matrixTask({ ...task, maxEntries: -1 }, control)).toThrow(ResultTooLargeError);
  });

  it('take nothing for an answer', async () => {
    expect((await network.matrix([], points, limits)).from).toHaveLength(0);
    expect((await network.matrix(points, [], limits)).from).toHaveLength(0);
    expect((await network.nearest([], points.slice(0, 2), limits)).walkM).toEqual(
      Float64Array.of(Infinity, Infinity),
    );
    expect(
      (await network.pairs([], { a: new Int32Array(), b: new Int32Array() }, limits)).walkM,
    ).toHaveLength(0);
  });
});
