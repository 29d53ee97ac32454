import { describe, expect, it } from 'vitest';
import { boundsOf, drawAnswer } from '../../../web/answer-drawing.js';

const point = (lon: number, lat: number, properties: Record<string, unknown>) => ({
  type: 'Feature' as const,
  geometry: { type: 'Point' as const, coordinates: [lon, lat] },
  properties,
});
const circle = {
  type: 'Feature' as const,
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [121.59, 38.89],
        [121.61, 38.89],
        [121.61, 38.91],
        [121.59, 38.89],
      ],
    ],
  },
  properties: { role: 'circle', radius_m: 800 },
};
const proximity = {
  type: 'FeatureCollection',
  verdict: 'conflict',
  parameters: { radius_m: 800, site: { lon: 121.6, lat: 38.9 } },
  features: [
    point(121.605, 38.9, { role: 'within', distance_m: 433.2, name: '甲' }),
    point(121.7, 38.9, { role: 'beyond', distance_m: 8_670, name: '乙' }),
    point(121.6, 38.9, { role: 'site' }),
    circle,
  ],
};

describe('drawAnswer', () => {
  const drawn = drawAnswer(proximity, 'en');

  it('numbers findings as the table does, and joins each to the site with its distance', () => {
    expect(drawn.points.features.map((one) => one.properties)).toMatchObject([
      { n: 1, tone: 'conflict', distance: '433.2 m' },
      { n: 2, tone: 'plain', distance: '8,670 m' },
    ]);
    expect(drawn.lines.features.map((one) => one.geometry)).toEqual([
      {
        type: 'LineString',
        coordinates: [
          [121.6, 38.9],
          [121.605, 38.9],
        ],
      },
      {
        type: 'LineString',
        coordinates: [
          [121.6, 38.9],
          [121.7, 38.9],
        ],
      },
    ]);
  });

  it('writes each distance once, along its line and never upside down', () => {
    const at = (lon: number, lat: number) => point(lon, lat, { role: 'within', distance_m: 500 });
    const site = point(121.6, 38.9, { role: 'site' });
    const around = [
      at(121.61, 38.9),
      at(121.59, 38.9),
      at(121.6, 38.91),
      at(121.59, 38.91),
      at(121.61, 38.91),
    ];
    const { names } = drawAnswer({ features: [...around, site] }, 'en');
    const angles = names.features.map((one) => Math.round(Number(one.properties?.angle)) + 0);
    expect(angles).toEqual([0, 0, -90, 52, -52]);
    expect(names.features[0]).toMatchObject({
      geometry: { coordinates: [expect.closeTo(121.605, 6), 38.9] },
      properties: { distance: '500.0 m' },
    });
  });

  it('draws the circle in the tone of the verdict and frames it without what lies far beyond', () => {
    expect(drawn.areas.features).toMatchObject([
      { properties: { shape: 'circle', tone: 'conflict', radius: '800 m' } },
    ]);
    expect(drawn.bounds).toEqual([121.59, 38.89, 121.61, 38.91]);
  });

  it('names the class of an area in words, and weighs cells by the root of their people', () => {
    const answer = {
      features: [
        {
          type: 'Feature',
          geometry: circle.geometry,
          properties: { name: '东区', name_en: 'East', class: 'over_saturated' },
        },
        { type: 'Feature', geometry: circle.geometry, properties: { population: 100 } },
        { type: 'Feature', geometry: circle.geometry, properties: { population: 25 } },
        { type: 'Feature', geometry: null, properties: { name: 'no geometry' } },
      ],
    };
    const { areas } = drawAnswer(answer, 'en');
    expect(areas.features.map((one) => one.properties)).toMatchObject([
      { label: 'East\nOver-saturated', tone: 'conflict' },
      { weight: 1 },
      { weight: 0.5 },
    ]);
    expect(drawAnswer(answer, 'zh').areas.features[0]?.properties?.label).toBe('东区\n过饱和');
  });

  it('draws nothing for an empty answer', () => {
    expect(drawAnswer({ features: [] }, 'zh')).toMatchObject({ bounds: null, points: { features: [] } });
  });
});

describe('boundsOf', () => {
  it('spans all coordinates and is null without any', () => {
    expect(boundsOf([point(1, 2, {}), point(-3, 4, {})])).toEqual([-3, 2, 1, 4]);
    expect(boundsOf([{ type: 'Feature', geometry: null, properties: {} }])).toBeNull();
  });
});
