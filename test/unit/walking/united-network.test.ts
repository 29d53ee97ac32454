import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../../api/geo/lon-lat.ts';
import { UnitedWalkNetwork } from '../../../api/walking/united-walk-network.ts';
import { packedNetwork } from '../../support/packed-network.ts';
import { type Line, streetGraphOf } from '../../support/walk-fixtures.ts';

const LIMITS = { limitM: 2_000, maxSnapM: 150 };
const at = (x: number, y: number): [number, number] => [116 + x * 1e-3, 40 + y * 1e-3];
const point = (x: number, y: number): LonLat => ({ lon: 116 + x * 1e-3, lat: 40 + y * 1e-3 });
const network = (...lines: Line[]) => packedNetwork(streetGraphOf(lines));

/** A straight street, and over the same ground a network whose only way round is three times as long. */
const city = network([at(0, 0), at(10, 0)]);
const detour = network([at(0, 0.5), at(0, 8), at(10, 8), at(10, 0.5)]);
const elsewhere = network([at(30, 0), at(40, 0)]);
const united = new UnitedWalkNetwork([city, detour, elsewhere]);
const points = [point(0, 0.1), point(10, 0.1), point(0, 0.45), point(5, 0.2), point(31, 0.1), point(20, 20)];

describe('several versions side by side', () => {
  it('give the shortest walk on any of them: one over the same ground makes no walk longer', () => {
    const [first, ...others] = points as [LonLat, ...LonLat[]];
    const alone = city.walksFrom(first, others, LIMITS);
    const together = united.walksFrom(first, others, LIMITS);
    const metres = (walk: (typeof alone)[number] | undefined) =>
      walk?.status === 'reached' ? walk.walkM : Number.NaN;
    for (const index of [0, 1, 2]) expect(metres(together[index])).toBeLessThanOrEqual(metres(alone[index]));
    // The point at (0, 0.45) stands nearer to the detour; the street is still the shorter way.
    expect(together.map(({ status }) => status)).toEqual([
      'reached',
      'reached',
      'reached',
      'no-path',
      'not-snapped',
    ]);
    const fromDetour = united.walksFrom(point(0, 0.45), [point(10, 0.45)], LIMITS)[0];
    expect(fromDetour).toEqual(city.walksFrom(point(0, 0.45), [point(10, 0.45)], LIMITS)[0]);
    expect(detour.walksFrom(point(0, 0.45), [point(10, 0.45)], LIMITS)[0]?.status).toBe('beyond');
  });

  it('answer alike one by one, by pairs, by matrix, from the nearest and by route', async () => {
    const a: number[] = [];
    const b: number[] = [];
    for (const i of points.keys())
      for (const j of points.keys()) {
        if (i === j) continue;
        a.push(i);
        b.push(j);
      }
    const pairs = { a: Int32Array.from(a), b: Int32Array.from(b) };
    const walked = await united.pairs(points, pairs, LIMITS);
    const matrix = await united.matrix(points, points, LIMITS);
    const inMatrix = new Map(
      [...matrix.from].map((from, index) => [`${from}-${matrix.to[index]}`, matrix.distanceM[index]]),
    );
    for (const [index, i] of a.entries()) {
      const j = b[index]!;
      const walk = united.walksFrom(points[i]!, [points[j]!], LIMITS)[0]!;
      const number = { beyond: Number.POSITIVE_INFINITY, 'no-path': -1, 'not-snapped': Number.NaN };
      const expected = walk.status === 'reached' ? walk.walkM : number[walk.status];
      expect([i, j, walked.walkM[index]]).toEqual([i, j, expected]);
      expect([i, j, inMatrix.get(`${i}-${j}`)]).toEqual([
        i,
        j,
        walk.status === 'reached' ? walk.walkM : undefined,
      ]);
      const route = united.route(points[i]!, points[j]!, LIMITS);
      expect([i, j, route?.walkM]).toEqual([i, j, walk.status === 'reached' ? walk.walkM : undefined]);
      const nearest = await united.nearest([points[i]!], [points[j]!], LIMITS);
      const near =
        walk.status === 'reached'
          ? walk.walkM
          : walk.status === 'not-snapped' && j === 5
            ? Number.NaN
            : Number.POSITIVE_INFINITY;
      expect([i, j, nearest.walkM[0]]).toEqual([i, j, near]);
    }
    expect([...matrix.from]).toEqual([...matrix.from].sort((x, y) => x - y));
  });

  it('snap to the nearest, reach the streets of each, and name every version', () => {
    expect(united.versions).toHaveLength(3);
    expect(united.snap(points[2]!, 150)?.snapM).toBe(detour.snap(points[2]!, 150)?.snapM);
    const reach = united.reachFrom(points[2]!, { limitM: 300, maxSnapM: 150 });
    const parts = [city, detour].map((part) => part.reachFrom(points[2]!, { limitM: 300, maxSnapM: 150 }));
    expect(reach?.stretches).toHaveLength(
      parts.reduce((sum, part) => sum + (part?.stretches.length ?? 0), 0),
    );
    expect(united.reachFrom(points[5]!, LIMITS)).toBeNull();
  });
});
