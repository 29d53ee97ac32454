import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../../api/geo/crs.ts';
import { findPolygon } from '../../../api/importing/polygons.ts';
import { findPosition } from '../../../api/importing/positions.ts';
import type { Cell } from '../../../api/importing/row-fields.ts';

const find = (crs: string, values: Record<string, Cell>, geometry?: object) =>
  findPosition(parseCrs(crs), values, {
    row: 1,
    values: {},
    ...(geometry ? { geometry: geometry as never } : {}),
  });

describe('the position of a row', () => {
  it('comes from the geometry, from lon/lat, or from x/y; a projected system prefers x/y', () => {
    expect(find('CRS84', { lon: 1, lat: 1 }, { type: 'Point', coordinates: [121, 39, 5] }).position).toEqual([
      121, 39,
    ]);
    expect(find('CRS84', { lon: '121', lat: '39', x: 5, y: 6 }).position).toEqual([121, 39]);
    expect(find('CRS84', { x: '121', y: '39' }).position).toEqual([121, 39]);
    expect(find('CRS84', { geometry: '{"type":"Point","coordinates":[121,39]}' }).position).toEqual([
      121, 39,
    ]);
    const [lon, lat] = find('EPSG:4528', { lon: 1, lat: 2, x: 40500000, y: 4318000 }).position!;
    expect(lon).toBeCloseTo(120, 6);
    expect(lat).toBeCloseTo(39, 1);
    expect(find('CRS84', {})).toEqual({ position: null, stated: null, issues: [] });
  });

  it.each([
    ['CRS84', { lon: 0, lat: 0 }, 'coordinates-zero'],
    ['CRS84', { lon: 39, lat: 121 }, 'coordinates-swapped'],
    ['CRS84', { lon: 39, lat: 80 }, 'coordinates-swapped'],
    ['EPSG:4528', { x: 4318000, y: 40500000 }, 'coordinates-swapped'],
    ['CRS84', { x: 40500000, y: 4318000 }, 'coordinates-not-in-crs'],
    ['EPSG:4528', { x: 121, y: 39 }, 'coordinates-not-in-crs'],
    ['CRS84', { lon: 121 }, 'missing-coordinates'],
    ['CRS84', { lon: '121°', lat: 39 }, 'not-a-number'],
    ['CRS84', { geometry: 'POINT(121 39)' }, 'invalid-geometry'],
    ['GCJ02', { lon: 2.35, lat: 48.85 }, 'coordinates-not-in-crs'],
  ])('in %s %j is refused: %s', (crs, values, expected) => {
    const found = find(crs, values as Record<string, Cell>);
    expect([found.position, found.issues.map((issue) => issue.code)]).toEqual([null, [expected]]);
  });

  it('outside China is a warning; a line is no position', () => {
    expect(find('CRS84', { lon: 139.7, lat: 35.7 })).toMatchObject({
      position: [139.7, 35.7],
      issues: [{ code: 'outside-china' }],
    });
    expect(find('CRS84', {}, { type: 'LineString', coordinates: [] }).issues).toMatchObject([
      { code: 'wrong-geometry-type', value: 'LineString' },
    ]);
    expect(find('CRS84', {}, { type: 'Point', coordinates: [] }).issues).toMatchObject([
      { code: 'invalid-geometry' },
    ]);
  });
});

describe('the polygon of a row', () => {
  const polygon = (geometry: unknown, crs = 'CRS84') =>
    findPolygon(parseCrs(crs), {}, { row: 1, values: {}, geometry: geometry as never });
  const ring = [
    [121, 39],
    [121.1, 39],
    [121.1, 39.1],
    [121, 39],
  ];

  it('is converted; heights are dropped', () => {
    const found = polygon({ type: 'Polygon', coordinates: [ring.map((position) => [...position, 7])] });
    expect(found).toEqual({ geometry: { type: 'Polygon', coordinates: [ring] }, issues: [] });
  });

  it.each([
    [{ type: 'Point', coordinates: [121, 39] }, 'wrong-geometry-type'],
    [{ type: 'Polygon', coordinates: [ring.slice(0, 3)] }, 'invalid-geometry'],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [121, 39],
            [121.1, 39],
            [121.1, 39.1],
            [121, 39.1],
          ],
        ],
      },
      'invalid-geometry',
    ],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            ['a', 39],
            [121.1, 39],
            [121.1, 39.1],
            ['a', 39],
          ],
        ],
      },
      'invalid-geometry',
    ],
    [{ type: 'MultiPolygon', coordinates: [] }, 'missing-geometry'],
    [{ type: 'Polygon', coordinates: [ring.map(([x, y]) => [y, x])] }, 'coordinates-swapped'],
    [{ type: 'Polygon', coordinates: [[...ring.slice(0, 3), [500, 39], ring[0]]] }, 'coordinates-not-in-crs'],
  ])('%j is refused: %s', (geometry, expected) => {
    expect(polygon(geometry).issues.map((issue) => issue.code)).toEqual([expected]);
  });
});
