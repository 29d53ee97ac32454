import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../api/errors.ts';
import { readNetwork, refusalOf } from '../../support/network-reading.ts';
import { osmBlock, osmFile, rawBlob } from '../../support/osm-file.ts';

const NODES = {
  1: [7, 43],
  2: [7.001, 43],
  3: [7.002, 43],
  4: [7.001, 43.001],
  9000000001: [7.001, 42.999],
} as const;
const CITY = osmFile({
  nodes: NODES,
  timestamp: Date.UTC(2021, 3, 21, 20) / 1000,
  ways: [
    { id: 10, refs: [1, 2, 3], tags: { highway: 'residential', name: `Rue "de l'Église" \\` } },
    { id: 11, refs: [4, 2, 9000000001], tags: { highway: 'footway', bridge: 'yes', layer: '1' } },
    { id: 12, refs: [1, 4], tags: { highway: 'motorway' } },
    { id: 13, refs: [1, 3], tags: { building: 'yes' } },
    { id: 14, refs: [1, 3] },
  ],
});

describe('an OpenStreetMap extract', () => {
  it('is read by node ids, names unharmed, with its date and what was left out', async () => {
    const { collector, figures, graph } = await readNetwork('city.osm.pbf', CITY);
    expect(figures).toEqual({
      format: 'osm.pbf',
      crs: 'CRS84',
      cutWays: 0,
      dataDate: '2021-04-21',
      findings: [],
    });
    expect([collector.waysRead, collector.noStreets, collector.waysKept]).toEqual([5, 2, 2]);
    expect(collector.dropped).toMatchObject([{ reason: 'class-refused', what: 'motorway', ways: 1 }]);
    expect(collector.dropped[0]?.lengthM).toBeCloseTo(137.7, 0);
    expect(graph.edgeSource).toHaveLength(4);
    expect(graph.components).toHaveLength(1);
    expect(graph.labels[0]).toMatchObject({
      highway: 'residential',
      name: `Rue "de l'Église" \\`,
      wayId: '10',
    });
    expect([...graph.vertexLonE7.subarray(0, 2)]).toEqual([70_000_000, 70_010_000]);
  });

  it('is read gzipped, and by stated format under another name', async () => {
    expect((await readNetwork('city.osm.pbf.gz', gzipSync(CITY))).graph.edgeSource).toHaveLength(4);
    const named = await readNetwork('city.bin', CITY, { format: 'osm.pbf', crs: 'EPSG:4326' });
    expect(named.graph.edgeSource).toHaveLength(4);
  });

  it('cuts ways where the extract lacks their nodes', async () => {
    const file = osmFile({
      nodes: NODES,
      ways: [
        { id: 1, refs: [1, 2, 77, 3, 4], tags: { highway: 'path' } },
        { id: 2, refs: [77, 78], tags: { highway: 'path' } },
      ],
    });
    const { collector, figures, graph } = await readNetwork('cut.osm.pbf', file);
    expect(figures).toMatchObject({ cutWays: 2, dataDate: undefined });
    expect(graph.edgeSource).toHaveLength(2);
    expect(collector.dropped).toMatchObject([{ reason: 'no-geometry', ways: 1 }]);
  });

  it('takes the untagged borders of pedestrian areas, and only those', async () => {
    const file = osmFile({
      nodes: NODES,
      ways: [
        { id: 1, refs: [1, 2, 4, 1] },
        { id: 2, refs: [2, 3], tags: { highway: 'steps' } },
        { id: 3, refs: [3, 4, 1, 3] },
      ],
      relations: [
        { id: 1, members: [1, 2], tags: { type: 'multipolygon', highway: 'pedestrian' } },
        { id: 2, members: [3], tags: { type: 'multipolygon', building: 'yes' } },
        { id: 3, members: [3], tags: { type: 'route', highway: 'pedestrian' } },
      ],
    });
    const { graph } = await readNetwork('square.osm.pbf', file);
    expect(graph.labels.map(({ highway, wayId }) => `${wayId} ${highway}`)).toEqual([
      '2 steps',
      '1 pedestrian',
    ]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['cut short in a block', CITY.subarray(0, CITY.length - 7), /cut short/],
    ['cut short after the header', CITY.subarray(0, 120), /cut short/],
    ['text', Buffer.from('this is no map of any street'), /no OpenStreetMap PBF file/],
    ['nothing', Buffer.alloc(0), /no OpenStreetMap PBF file/],
    ['four bytes', Buffer.from([0, 0, 0, 1]), /no OpenStreetMap PBF file/],
    ['a block before the header', osmBlock('OSMData', Buffer.from([1])), /it has no header/],
    [
      'noise after the header',
      Buffer.concat([CITY.subarray(0, 120), randomBytes(4000)]),
      /no OpenStreetMap|damaged|cut short/,
    ],
    [
      'a history',
      osmFile({ nodes: {}, requiredFeatures: ['OsmSchema-V0.6', 'HistoricalInformation'] }),
      /features that are not read: HistoricalInformation/,
    ],
    [
      'a block not packed',
      Buffer.concat([CITY, osmBlock('OSMData', Buffer.alloc(0), rawBlob(Buffer.from('x')))]),
      /damaged/,
    ],
    [
      'a block that swells',
      Buffer.concat([CITY, osmBlock('OSMData', Buffer.alloc(0), swelling())]),
      /damaged/,
    ],
    ['damaged gzip', gzipSync(CITY).subarray(0, 200), /gzip file is cut short/],
  ])('is refused with a reason: %s', async (_what, content, reason) => {
    expect(await refusalOf(readNetwork('bad.osm.pbf', content))).toMatch(reason);
  });

  it('of whatever bytes never does anything but refuse', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(CITY.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(CITY);
        bytes[at] = bytes[at]! ^ change;
        const outcome = await readNetwork('noise.osm.pbf', bytes).catch((error: unknown) => error);
        // A changed byte may still be a map; what it may not be is another error.
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(InvalidInputError);
      }),
      { numRuns: 300 },
    );
  });

  it('is given up when the caller asks', async () => {
    const reason = new Error('enough');
    await expect(readNetwork('a.osm.pbf', CITY, undefined, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('is WGS 84 and nothing else', async () => {
    expect(await refusalOf(readNetwork('a.osm.pbf', CITY, { format: undefined, crs: 'GCJ02' }))).toMatch(
      /WGS 84 by definition/,
    );
  });
});

/** 40 MiB of zeros in some 40 kB. */
function swelling(): Buffer {
  const packed = deflateSync(Buffer.alloc(40 * 1024 * 1024));
  const length: number[] = [];
  let rest = packed.length;
  for (; rest > 127; rest >>= 7) length.push((rest & 127) | 128);
  return Buffer.concat([Buffer.from([26, ...length, rest]), packed]);
}
