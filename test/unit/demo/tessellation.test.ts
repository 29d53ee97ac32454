import { describe, expect, it } from 'vitest';
import { buildAreas } from '../../../api/demo/build-areas.ts';
import { COUNTIES, SEED } from '../../../api/demo/city-plan.ts';
import {
  depthInside,
  distanceToSegment,
  type LonLat,
  metresBetween,
  shifted,
} from '../../../api/demo/plane.ts';
import { voronoi } from '../../../api/demo/voronoi.ts';

const { streets, rings } = buildAreas(SEED);
const sides = (ring: readonly LonLat[]) => ring.slice(1).map((to, index) => [ring[index]!, to] as const);
const twiceArea = (ring: readonly LonLat[]) =>
  sides(ring).reduce(
    (sum, [[x1, y1], [x2, y2]]) => sum + ((x1 - 102) * (y2 - 40.2) - (x2 - 102) * (y1 - 40.2)),
    0,
  );

describe('demo areas', () => {
  it('has the planned counties and streets, with unique codes and names', () => {
    expect(COUNTIES).toHaveLength(10);
    expect(streets).toHaveLength(130);
    expect(new Set(streets.map((street) => street.code)).size).toBe(130);
    expect(new Set(streets.map((street) => street.name)).size).toBe(130);
    for (const street of streets) expect(street.code).toMatch(/^9999\d\d[0-2]\d\d$/);
  });

  it('closes rings counter-clockwise with six decimals', () => {
    for (const ring of [...rings.values(), ...streets.map((street) => street.ring)]) {
      expect(ring[0]).toEqual(ring.at(-1));
      expect(twiceArea(ring)).toBeGreaterThan(0);
      for (const [lon, lat] of ring) {
        expect(Math.round(lon * 1e6) / 1e6).toBe(lon);
        expect(Math.round(lat * 1e6) / 1e6).toBe(lat);
      }
    }
  });

  it('shares every inner border exactly: each side is walked once in each direction', () => {
    const walked = new Map<string, number>();
    for (const street of streets)
      for (const [from, to] of sides(street.ring))
        walked.set(`${from}>${to}`, (walked.get(`${from}>${to}`) ?? 0) + 1);
    const outer = new Set(sides(rings.get('999900')!).map(([from, to]) => `${from}>${to}`));
    for (const [key, times] of walked) {
      expect(times).toBe(1);
      const [from, to] = key.split('>');
      expect(walked.has(`${to}>${from}`)).toBe(!outer.has(key));
    }
  });

  it('makes counties and the city of exactly their streets', () => {
    const total = (codes: (code: string) => boolean) =>
      streets
        .filter((street) => codes(street.county.code))
        .reduce((sum, street) => sum + twiceArea(street.ring), 0);
    for (const county of COUNTIES) {
      expect(twiceArea(rings.get(county.code)!)).toBeCloseTo(
        total((code) => code === county.code),
        10,
      );
    }
    expect(twiceArea(rings.get('999900')!)).toBeCloseTo(
      total(() => true),
      10,
    );
  });

  it('holds each seat well inside its own street and in no other', () => {
    for (const street of streets) {
      expect(depthInside(street.seat, street.outline)).toBeGreaterThan(100);
      for (const other of streets)
        if (other !== street) expect(depthInside(street.seat, other.outline)).toBeLessThan(0);
    }
  });
});

describe('plane and cells', () => {
  it('measures metres as shifted by them', () => {
    const from: LonLat = [102.3, 39.95];
    const to = shifted(from, 300, -400);
    expect(metresBetween(from, to)).toBeGreaterThan(499.9);
    expect(metresBetween(from, to)).toBeLessThan(500.1);
    expect(distanceToSegment([5, 5], [0, 0], [10, 0])).toBe(5);
    expect(distanceToSegment([13, 4], [0, 0], [10, 0])).toBe(5);
  });

  it('refuses seeds that do not bound a cell', () => {
    expect(() =>
      voronoi(
        [
          [0, 0],
          [10, 0],
          [0, 10],
        ],
        1,
      ),
    ).toThrow(/not bounded/);
  });
});
