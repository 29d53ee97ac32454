import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeThreads } from '../../../api/compute/run-in-thread.ts';
import type { LonLat } from '../../../api/geo/lon-lat.ts';
import type { StreetGraph } from '../../../api/network/street-graph.ts';
import type { Walk } from '../../../api/walking/walk-network.ts';
import { seeded } from '../../../bench/measure.ts';
import { geodesicM, NaiveWalks } from '../../support/naive-walks.ts';
import { packedNetwork } from '../../support/packed-network.ts';
import { randomPosition, randomStreets } from '../../support/random-streets.ts';

const MAX_SNAP_M = 250;
const NEVER_M = 100_000;
const seeds = fc.integer({ min: 1, max: 2 ** 31 });

/** Points anywhere, on vertices of streets (nodes too) and beside the same street. */
function randomPoints(graph: StreetGraph, random: () => number, count: number): LonLat[] {
  const vertices = graph.vertexLonE7.length;
  return Array.from({ length: count }, (_, index) => {
    const kind = index % 4;
    const vertex = Math.floor(random() * vertices);
    const near = kind === 2 ? 0 : (random() - 0.5) * 5000;
    const [lon, lat] =
      kind < 2
        ? randomPosition(random)
        : [graph.vertexLonE7[vertex]! + near, graph.vertexLatE7[vertex]! + near / 3];
    return { lon: lon / 1e7, lat: lat / 1e7 };
  });
}

function cityOf(seed: number, points = 8) {
  const random = seeded(seed);
  const graph = randomStreets(random);
  return { random, graph, network: packedNetwork(graph), points: randomPoints(graph, random, points) };
}

const metresOf = (walk: Walk) =>
  walk.status === 'reached'
    ? walk.walkM
    : { beyond: Number.POSITIVE_INFINITY, 'no-path': -1, 'not-snapped': Number.NaN }[walk.status];

describe('walks on random streets', () => {
  it('are those of a naive search on the streets as they are', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { graph, network, points } = cityOf(seed);
        const naive = new NaiveWalks(graph, MAX_SNAP_M);
        for (const origin of points.slice(0, 4)) {
          const walks = network.walksFrom(origin, points, { limitM: NEVER_M, maxSnapM: MAX_SNAP_M });
          for (const [index, walk] of walks.entries()) {
            const expected = naive.walkM(origin, points[index]!);
            if (Number.isNaN(expected)) expect(walk.status).toBe('not-snapped');
            else if (expected === Number.POSITIVE_INFINITY) expect(walk.status).toBe('no-path');
            else {
              expect(walk.status).toBe('reached');
              expect(Math.abs(metresOf(walk) - expected)).toBeLessThanOrEqual(0.002);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('snap to the nearest place, to the millimetre', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(30, 200, 2000), (seed, maxSnapM) => {
        const { graph, network, points } = cityOf(seed);
        const naive = new NaiveWalks(graph, maxSnapM);
        for (const point of points) {
          const [snap, expected] = [network.snap(point, maxSnapM), naive.snap(point)];
          expect(snap === null).toBe(expected === null);
          if (!snap || !expected) continue;
          expect(Math.abs(snap.snapM - expected.snapM)).toBeLessThanOrEqual(0.001);
          expect(Math.abs(geodesicM(point, snap) - snap.snapM)).toBeLessThanOrEqual(0.001);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are symmetric, never shorter than the straight line, and no detour is shorter', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, points } = cityOf(seed, 6);
        const limits = { limitM: NEVER_M, maxSnapM: MAX_SNAP_M };
        const walks = points.map((origin) => network.walksFrom(origin, points, limits).map(metresOf));
        for (let a = 0; a < points.length; a++)
          for (let b = 0; b < points.length; b++) {
            const walk = walks[a]![b]!;
            expect(walks[b]![a]).toEqual(walk);
            if (!(walk >= 0)) continue;
            expect(walk).toBeGreaterThanOrEqual(geodesicM(points[a]!, points[b]!) - 0.001);
            for (let c = 0; c < points.length; c++) {
              const detour = walks[a]![c]! + walks[c]![b]!;
              if (walks[a]![c]! >= 0 && walks[c]![b]! >= 0) expect(walk).toBeLessThanOrEqual(detour + 0.002);
            }
          }
      }),
      { numRuns: 150 },
    );
  });

  it('are the same by one, by pairs, by matrix, from the nearest and by route, within whatever limit', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom(150, 600, 1500, NEVER_M), async (seed, limitM) => {
        const { network, points, random } = cityOf(seed, 10);
        points.push(points[0]!, points[3]!);
        const limits = { limitM, maxSnapM: MAX_SNAP_M };
        const walks = points.map((origin) => network.walksFrom(origin, points, limits));
        const offsetsM = Float64Array.from(points, () => (random() < 0.5 ? 0 : Math.round(random() * 300)));
        const matrix = await network.matrix(points, points.slice(), limits);
        const listed = new Map(
          Array.from(matrix.from, (from, at) => [`${from} ${matrix.to[at]}`, matrix.distanceM[at]]),
        );
        const a = Int32Array.from({ length: points.length ** 2 }, (_, at) => Math.floor(at / points.length));
        const b = Int32Array.from({ length: points.length ** 2 }, (_, at) => at % points.length);
        const pairs = await network.pairs(points, { a, b }, limits);
        const sources = points.filter((_, at) => at % 3 !== 1);
        const sourceIndex = points.flatMap((_, at) => (at % 3 === 1 ? [] : [at]));
        const offsets = Float64Array.from(sourceIndex, (at) => offsetsM[at]!);
        const nearest = await network.nearest(sources, points, limits, { offsetsM: offsets });
        for (let to = 0; to < points.length; to++) {
          let [bestM, best] = [Number.POSITIVE_INFINITY, -1];
          for (let from = 0; from < points.length; from++) {
            const walk = walks[from]![to]!;
            expect(pairs.walkM[from * points.length + to]).toEqual(metresOf(walk));
            const reached = walk.status === 'reached' ? walk.walkM : undefined;
            expect(listed.get(`${from} ${to}`)).toBe(reached);
            expect(network.route(points[from]!, points[to]!, limits)?.walkM).toBe(reached);
            const source = sourceIndex.indexOf(from);
            const total = reached === undefined || source < 0 ? Infinity : reached + offsets[source]!;
            if (Math.round(total * 1000) / 1000 <= limitM && total < bestM - 1e-9)
              [bestM, best] = [total, source];
          }
          const isSnapped = network.snap(points[to]!, MAX_SNAP_M) !== null;
          const expected = bestM === Infinity ? bestM : Math.round(bestM * 1000) / 1000;
          expect(nearest.walkM[to]).toEqual(isSnapped ? expected : Number.NaN);
          expect(nearest.source[to]).toBe(best);
        }
        const keys = Array.from(matrix.from, (from, at) => from * points.length + matrix.to[at]!);
        expect(keys).toEqual([...keys].sort((x, y) => x - y));
      }),
      { numRuns: 120 },
    );
    await closeThreads();
  });

  it('have routes as long as they are, from point to point', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, points } = cityOf(seed);
        const [origin, ...others] = points;
        for (const destination of others) {
          const route = network.route(origin!, destination, { limitM: NEVER_M, maxSnapM: MAX_SNAP_M });
          if (!route) continue;
          const line = route.line.map(([lon, lat]) => ({ lon: lon!, lat: lat! }));
          expect(line[0]).toEqual(origin);
          expect(line.at(-1)).toEqual(destination);
          const length = line.slice(1).reduce((sum, to, at) => sum + geodesicM(line[at]!, to), 0);
          expect(Math.abs(length - route.walkM)).toBeLessThanOrEqual(0.01);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('reach every metre within the limit once', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(100, 500, 1250, NEVER_M), (seed, limitM) => {
        const { graph, network, points } = cityOf(seed, 4);
        const naive = new NaiveWalks(graph, MAX_SNAP_M);
        for (const point of points) {
          const reach = network.reachFrom(point, { limitM, maxSnapM: MAX_SNAP_M });
          const place = naive.snap(point);
          expect(reach === null).toBe(place === null);
          if (!reach || !place) continue;
          let sum = 0;
          for (const { line, fromM, toM } of reach.stretches) {
            const places = line.map(([lon, lat]) => ({ lon: lon!, lat: lat! }));
            const length = places.slice(1).reduce((total, to, at) => total + geodesicM(places[at]!, to), 0);
            expect(Math.abs(toM - fromM - length)).toBeLessThanOrEqual(0.01);
            expect(toM).toBeLessThanOrEqual(limitM);
            expect(fromM).toBeGreaterThanOrEqual(reach.snap.snapM);
            sum += toM - fromM;
          }
          expect(Math.abs(sum - naive.reachedM(place, limitM))).toBeLessThanOrEqual(0.02);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('choose the nearest edge of any version, and never lead from one version to another', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = seeded(seed);
        const graphs = [randomStreets(random), randomStreets(random)];
        const [both, ...each] = [packedNetwork(...graphs), ...graphs.map((graph) => packedNetwork(graph))];
        const limits = { limitM: NEVER_M, maxSnapM: MAX_SNAP_M };
        const points = randomPoints(graphs[0]!, random, 6);
        const chosen = points.map((point) => both!.snap(point, MAX_SNAP_M)?.networkId);
        for (const [index, point] of points.entries()) {
          const alone = chosen[index] === undefined ? null : each[chosen[index] - 1]!;
          expect(both!.snap(point, MAX_SNAP_M)?.snapM).toBe(alone?.snap(point, MAX_SNAP_M)?.snapM);
        }
        const walks = both!.walksFrom(points[0]!, points, limits);
        for (const [index, walk] of walks.entries()) {
          if (chosen[0] === undefined || chosen[index] === undefined) expect(walk.status).toBe('not-snapped');
          else if (chosen[0] !== chosen[index]) expect(walk.status).toBe('no-path');
          else expect(walk).toEqual(each[chosen[0] - 1]!.walksFrom(points[0]!, [points[index]!], limits)[0]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
