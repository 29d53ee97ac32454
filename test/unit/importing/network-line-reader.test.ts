import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readNetwork, refusalOf } from '../../support/network-reading.ts';

const feature = (coordinates: unknown, properties: object = {}, type = 'LineString') => ({
  type: 'Feature',
  properties: { fclass: 'residential', ...properties },
  geometry: { type, coordinates },
});
const collection = (features: unknown[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features });
const A = [108.9, 34.2];
const B = [108.91, 34.2];
const C = [108.92, 34.2];
const D = [108.91, 34.3];

describe('lines', () => {
  const features = [
    feature([A, B, C], { osm_id: '1', name: `O'Brien "路"` }),
    feature(
      [
        [D, B],
        [A, D],
      ],
      { osm_id: 2 },
      'MultiLineString',
    ),
  ];

  it.each<[string, string | Uint8Array]>([
    ['a.geojson', collection(features)],
    ['a.geojson.gz', gzipSync(collection(features))],
    ['a.geojsonl', `${features.map((one) => JSON.stringify(one)).join('\n')}\n`],
    ['a.geojsonseq.gz', gzipSync(features.map((one) => `\x1e${JSON.stringify(one)}\n`).join(''))],
  ])('of %s are read, in parts, with their names', async (name, content) => {
    const { graph, figures } = await readNetwork(name, content);
    expect(figures).toMatchObject({ crs: 'CRS84', cutWays: 0 });
    expect(graph.edgeSource).toHaveLength(4);
    expect(graph.components).toHaveLength(1);
    expect(graph.labels).toMatchObject([
      { wayId: '1', name: `O'Brien "路"` },
      { wayId: '2', name: null },
    ]);
  });

  it('of areas are their borders', async () => {
    const ring = [A, B, D, A];
    const areas = [
      feature([ring], { fclass: 'pedestrian' }, 'Polygon'),
      feature([[ring.map(([x, y]) => [x! + 1, y!])]], { highway: 'footway' }, 'MultiPolygon'),
    ];
    const { graph } = await readNetwork('areas.geojson', collection(areas));
    expect(graph.components.map(({ edges }) => edges)).toEqual([1, 1]);
  });

  it.each([null, '', '108.9', true, [108.9]])(
    'with %j for a number are left out and counted',
    async (value) => {
      const { graph, collector } = await readNetwork(
        'a.geojson',
        collection([feature([A, B]), feature([[value, 34.2], B]), feature([A, [108.91, value]])]),
      );
      expect(graph.edgeSource).toHaveLength(1);
      expect(collector.dropped).toMatchObject([{ reason: 'bad-coordinate', ways: 2 }]);
    },
  );

  it('are converted from the stated coordinate system, and stay joined', async () => {
    const { graph, figures } = await readNetwork('a.geojson', collection(features), {
      format: undefined,
      crs: 'GCJ-02',
    });
    expect(figures).toMatchObject({ crs: 'GCJ02', findings: [{ code: 'crs-replaces-geojson-default' }] });
    expect(graph.components).toHaveLength(1);
    expect(Math.abs(graph.vertexLonE7[0]! - 108.9e7)).toBeGreaterThan(0.003e7);
  });

  it('with a bad position, without a line or of no street are left out and counted', async () => {
    const odd = [
      feature([A, [1000, 2000]]),
      feature([A, ['x', null]]),
      feature(A, {}, 'Point'),
      { ...feature([A, B]), geometry: null },
      feature([A, B], { fclass: null }),
      feature([A, B]),
    ];
    const { collector } = await readNetwork('odd.geojson', collection(odd));
    expect(collector.dropped).toMatchObject([
      { reason: 'bad-coordinate', ways: 2 },
      { reason: 'no-geometry', ways: 2 },
    ]);
    expect([collector.waysRead, collector.noStreets, collector.waysKept]).toEqual([6, 1, 1]);
  });

  it.each<[string, string, string | Uint8Array, RegExp]>([
    [
      'damaged gzip',
      'a.geojsonl.gz',
      gzipSync(JSON.stringify(features[0]).repeat(50)).subarray(0, 60),
      /gzip file is cut short/,
    ],
    [
      'a broken line',
      'a.geojsonl',
      `${JSON.stringify(features[0])}\n{"type":"Feat`,
      /row 2: row: not valid JSON/,
    ],
    ['a file cut short', 'a.geojson', collection(features).slice(0, -30), /cut short|not valid/],
    ['nothing', 'a.geojson', '', /empty/],
    ['a table', 'a.csv', 'a,b\n1,2\n', /a table holds no lines/],
    ['another kind of file', 'a.pdf', '%PDF-1.4', /PDF/],
    [
      'several coordinate systems',
      'a.geojsonl',
      `${JSON.stringify(features[0])}\n${JSON.stringify({ ...features[1], crs: { type: 'name', properties: { name: 'EPSG:4527' } } })}`,
      /another coordinate system/,
    ],
    [
      'a coordinate system unlike the stated',
      'a.geojson',
      collection(features, { crs: { type: 'name', properties: { name: 'EPSG:4527' } } }),
      /the file itself declares EPSG:4527/,
    ],
  ])('are refused as a whole for %s', async (_what, name, content, reason) => {
    const options = /declares/.test(reason.source) ? { format: undefined, crs: 'BD09' } : undefined;
    expect(await refusalOf(readNetwork(name, content, options))).toMatch(reason);
  });

  it('are given up when the caller asks', async () => {
    const reason = new Error('enough');
    await expect(
      readNetwork('a.geojson', collection(features), undefined, AbortSignal.abort(reason)),
    ).rejects.toBe(reason);
  });
});
