import { area } from '@turf/turf';
import { cellArea, cellToBoundary, latLngToCell, UNITS } from 'h3-js';
import { expect, it } from 'vitest';
import { cellGeometry } from '../../../api/importing/cell-geometry.ts';

it('is the outline of the cell, closed, with its centre', () => {
  const h3 = latLngToCell(39.05, 121.05, 9);
  const { lon, lat, geometry } = cellGeometry(h3);
  expect([lon, lat].map((degrees) => Math.round(degrees * 100) / 100)).toEqual([121.05, 39.05]);
  expect(geometry.coordinates).toEqual([[cellToBoundary(h3, true)]]);
});

it.each([0.1, -0.1, 52, -17.5])(
  'is cut in two where it crosses the antimeridian (latitude %d)',
  (latitude) => {
    const h3 = latLngToCell(latitude, 179.9999, 5);
    const { geometry } = cellGeometry(h3);
    expect(geometry.coordinates).toHaveLength(2);
    for (const [ring] of geometry.coordinates) {
      const lons = ring!.map((position) => position[0]!);
      expect(Math.max(...lons) - Math.min(...lons)).toBeLessThan(1);
      expect(Math.max(...lons)).toBeLessThanOrEqual(180);
      expect(Math.min(...lons)).toBeGreaterThanOrEqual(-180);
      expect(ring![0]).toEqual(ring!.at(-1));
    }
    // Both parts together are the whole cell (turf measures on a slightly other sphere).
    expect(area(geometry) / cellArea(h3, UNITS.m2)).toBeCloseTo(1, 2);
  },
);
