import { expect, it } from 'vitest';
import { labelPoint } from '../../../web/label-point.js';

const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

it('is the centroid of the largest part', () => {
  expect(labelPoint({ type: 'Polygon', coordinates: [box(120, 30, 122, 32)] })).toEqual([121, 31]);
  expect(
    labelPoint({ type: 'MultiPolygon', coordinates: [[box(0, 0, 1, 1)], [box(10, 10, 14, 14)]] }),
  ).toEqual([12, 12]);
});

it('stays inside a bent area and out of its holes', () => {
  const horseshoe = [
    [0, 0],
    [10, 0],
    [10, 10],
    [8, 10],
    [8, 2],
    [2, 2],
    [2, 10],
    [0, 10],
    [0, 0],
  ];
  const [lon, lat] = labelPoint({ type: 'Polygon', coordinates: [horseshoe] })!;
  expect(lat).toBeGreaterThan(2);
  expect(lon < 2 || lon > 8).toBe(true);
  const [ringLon] = labelPoint({ type: 'Polygon', coordinates: [box(0, 0, 10, 10), box(3, 3, 7, 7)] })!;
  expect(ringLon < 3 || ringLon > 7).toBe(true);
});

it('is null without an area', () => {
  expect(labelPoint({ type: 'Point', coordinates: [1, 2] })).toBeNull();
  expect(labelPoint({ type: 'Polygon', coordinates: [] })).toBeNull();
  expect(
    labelPoint({
      type: 'Polygon',
      coordinates: [
        [
          [1, 1],
          [1, 1],
          [1, 1],
          [1, 1],
        ],
      ],
    }),
  ).toBeNull();
  expect(labelPoint(null)).toBeNull();
});
