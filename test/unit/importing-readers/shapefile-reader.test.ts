import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { area } from '@turf/turf';
import type { MultiPolygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { geometryToWgs84, parseCrs } from '../../../api/geo/crs.ts';
import { parseShape } from '../../../api/importing/readers/shp-geometry.ts';
import { PROGRAM_ROOT } from '../../../api/paths.ts';
import { allRows, gb18030, openBytes, readBytes, refusalOf, type ZippedFile, zip } from './source-files.ts';

const fixture = (name: string) => readFileSync(join(PROGRAM_ROOT, 'test/fixtures/readers', name));

/** A .dbf of text columns ten bytes wide. */
function dbf(
  columns: readonly (string | Buffer)[],
  rows: readonly (readonly (string | Buffer)[])[],
  options: { deleted?: number; records?: number; language?: number } = {},
): Buffer {
  const header = Buffer.alloc(32 + 32 * columns.length + 1);
  header[0] = 3;
  header.writeUInt32LE(options.records ?? rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + 10 * columns.length, 10);
  header[29] = options.language ?? 0;
  for (const [index, column] of columns.entries()) {
    Buffer.from(column).copy(header, 32 + 32 * index, 0, 10);
    header.write('C', 32 + 32 * index + 11);
    header[32 + 32 * index + 16] = 10;
  }
  header[header.length - 1] = 0x0d;
  const records = rows.map((row, index) => {
    const record = Buffer.alloc(1 + 10 * columns.length, ' ');
    if (index === options.deleted) record.write('*');
    for (const [column, value] of row.entries()) Buffer.from(value).copy(record, 1 + 10 * column, 0, 10);
    return record;
  });
  return Buffer.concat([header, ...records, Buffer.from([0x1a])]);
}

const pointShape = (x: number, y: number) => {
  const content = Buffer.alloc(20);
  content.writeInt32LE(1, 0);
  content.writeDoubleLE(x, 4);
  content.writeDoubleLE(y, 12);
  return content;
};

function polyShape(
  type: number,
  rings: readonly Position[][],
  counts: { parts?: number; points?: number } = {},
): Buffer {
  const points = rings.flat();
  const content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
  content.writeInt32LE(type, 0);
  content.writeInt32LE(counts.parts ?? rings.length, 36);
  content.writeInt32LE(counts.points ?? points.length, 40);
  let start = 0;
  for (const [index, ring] of rings.entries()) {
    content.writeInt32LE(start, 44 + 4 * index);
    start += ring.length;
  }
  for (const [index, [x, y]] of points.entries()) {
    content.writeDoubleLE(x!, 44 + 4 * rings.length + 16 * index);
    content.writeDoubleLE(y!, 52 + 4 * rings.length + 16 * index);
  }
  return content;
}

function shp(contents: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  const records = contents.map((content, index) => {
    const head = Buffer.alloc(8);
    head.writeInt32BE(index + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([head, content]);
  });
  return Buffer.concat([header, ...records]);
}

function shapefile(table: Buffer, shapes: Buffer, more: readonly ZippedFile[] = []): Buffer {
  return zip([
    { name: '街道/a.SHP', data: shapes },
    { name: '街道/a.dbf', data: table },
    { name: '__MACOSX/街道/._a.shp', data: 'x' },
    ...more,
  ]);
}
const two = shp([pointShape(1, 2), pointShape(3, 4)]);

describe('zipped Shapefiles', () => {
  it('written by another program in GBK and CGCS2000 are read, and declare what the .prj says', async () => {
    const source = await openBytes('streets.zip', fixture('streets-gbk.zip'));
    expect(source).toMatchObject({
      format: 'shapefile',
      encoding: 'gb18030',
      declaredCrs: 'EPSG:4528',
      columns: ['code', 'name', 'pop', 'share', 'since'],
      total: 2,
    });
    const [first, second] = await allRows(source);
    expect(first!.values).toEqual({
      code: '210299001',
      name: '甲街道',
      pop: 12_345,
      share: 0.25,
      since: '2020-03-01',
    });
    expect(second!.values).toEqual({
      code: '210299002',
      name: '乙街道',
      pop: null,
      share: null,
      since: null,
    });
  });

  it('put each hole into the ring around it, where bounding boxes would not tell', async () => {
    const [gbk] = await readBytes('streets.zip', fixture('streets-gbk.zip'));
    const [utf8] = await readBytes('streets.zip', fixture('streets-utf8.zip'));
    const degrees = utf8!.geometry as MultiPolygon;
    expect(degrees.coordinates.map((polygon) => polygon.length)).toEqual([2, 2]);
    expect(degrees.coordinates[0]![1]![0]![0]).toBeCloseTo(121.002, 9);
    expect(degrees.coordinates[1]![1]![0]![0]).toBeCloseTo(121.05, 9);
    const converted = geometryToWgs84(parseCrs('EPSG:4528'), gbk!.geometry as MultiPolygon);
    expect(area(converted) / area(degrees)).toBeCloseTo(1, 6);
  });

  it('take the encoding from .cpg, from the table, or as stated', async () => {
    const table = dbf(['name'], [[gb18030('医药')], [gb18030('医药')]]);
    const read = async (bytes: Buffer, options = {}) =>
      (await readBytes('a.zip', bytes, options)).map((row) => row.values.name);
    expect(await read(shapefile(table, two, [{ name: '街道/a.cpg', data: 'GBK\r\n' }]))).toEqual([
      '医药',
      '医药',
    ]);
    expect(await read(shapefile(table, two, [{ name: '街道/a.cpg', data: 'ANSI 936' }]))).toEqual([
      '医药',
      '医药',
    ]);
    expect(await read(shapefile(dbf(['name'], [[gb18030('医药')], ['a']], { language: 0x4d }), two))).toEqual(
      ['医药', 'a'],
    );
    expect(await read(shapefile(table, two), { encoding: 'gb18030' })).toEqual(['医药', '医药']);
    expect((await refusalOf('a.zip', shapefile(table, two))).reason).toContain(
      'both as UTF-8 and as GB18030',
    );
    expect(
      (await refusalOf('a.zip', shapefile(table, two, [{ name: '街道/a.cpg', data: 'BIG5' }]))).reason,
    ).toContain('BIG5');
  });

  it('leave deleted records out and keep the numbers of the others', async () => {
    const rows = await readBytes('a.zip', shapefile(dbf(['a'], [['x'], ['y']], { deleted: 0 }), two));
    expect(rows).toEqual([{ row: 2, values: { a: 'y' }, geometry: { type: 'Point', coordinates: [3, 4] } }]);
  });

  it('say nothing of the coordinate system without .prj, and name an unknown one', async () => {
    const table = dbf(['a'], [['x'], ['y']]);
    expect((await openBytes('a.zip', shapefile(table, two))).declaredCrs).toBeUndefined();
    const prj =
      'PROJCS["Xian_1980_3_Degree_GK_Zone_40",GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]]]]';
    expect(
      (await openBytes('a.zip', shapefile(table, two, [{ name: '街道/a.prj', data: prj }]))).declaredCrs,
    ).toBe('Xian_1980_3_Degree_GK_Zone_40');
  });

  it('are read at the layer asked for', async () => {
    const table = dbf(['a'], [['x'], ['y']]);
    const bytes = zip([
      { name: 'one.shp', data: two },
      { name: 'one.dbf', data: table },
      { name: 'two.shp', data: two },
      { name: 'two.dbf', data: dbf(['b'], [['x'], ['y']]) },
    ]);
    expect(await refusalOf('a.zip', bytes)).toMatchObject({ allowed: 'one, two' });
    expect((await openBytes('a.zip', bytes, { sheet: 'two' })).columns).toEqual(['b']);
    expect(await refusalOf('a.zip', bytes, { sheet: 'three' })).toMatchObject({ allowed: 'one, two' });
  });

  it.each([
    ['no .shp', zip([{ name: 'a.txt', data: 'x' }]), 'no Shapefile'],
    ['no .dbf', zip([{ name: 'a.shp', data: two }]), 'no .dbf'],
    ['a .shp that is none', shapefile(dbf(['a'], [['x']]), Buffer.alloc(200)), 'is no Shapefile'],
    ['fewer shapes than records', shapefile(dbf(['a'], [['x'], ['y'], ['z']]), two), 'cut short at record 3'],
    ['more shapes than records', shapefile(dbf(['a'], [['x']]), two), 'more shapes'],
    ['a table cut short', shapefile(dbf(['a'], [['x'], ['y']]).subarray(0, 70), two), 'cut short'],
    [
      'four billion records, as it says',
      shapefile(dbf(['a'], [['x']], { records: 0xffffffff }), two),
      'cut short',
    ],
    ['an empty table', shapefile(Buffer.alloc(0), two), 'damaged'],
    [
      'columns that do not fill the records',
      shapefile(
        Buffer.concat([
          dbf(['a', 'b'], []).subarray(0, 10),
          Buffer.from([99, 0]),
          dbf(['a', 'b'], []).subarray(12),
        ]),
        two,
      ),
      'columns do not fill',
    ],
  ])('with %s are refused', async (_, bytes, reason) => {
    expect((await refusalOf('a.zip', bytes)).reason).toContain(reason);
  });

  it('with a damaged shape or text lose that row only', async () => {
    const shapes = shp([
      polyShape(
        5,
        [
          [
            [0, 0],
            [0, 1],
            [1, 1],
            [0, 0],
          ],
        ],
        { points: 1_000_000 },
      ),
      pointShape(1, 2),
      pointShape(3, 4),
    ]);
    const rows = await readBytes(
      'a.zip',
      shapefile(dbf(['a'], [['x'], [Buffer.of(0xe4, 0xb8)], ['z']]), shapes, [
        { name: '街道/a.cpg', data: 'UTF-8' },
      ]),
    );
    expect(rows.map((row) => row.problem?.code)).toEqual(['shape-damaged', 'invalid-text', undefined]);
  });
});

describe('shapes', () => {
  const square = (x: number, y: number, size: number): Position[] => [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ];
  const reversed = (ring: Position[]) => [...ring].reverse();

  it.each([
    ['point', pointShape(1, 2), { type: 'Point', coordinates: [1, 2] }],
    ['null shape', Buffer.alloc(4), null],
    [
      'line',
      polyShape(3, [
        [
          [0, 0],
          [1, 1],
        ],
      ]),
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [
      'lines with heights',
      polyShape(13, [
        [
          [0, 0],
          [1, 1],
        ],
        [
          [2, 2],
          [3, 3],
        ],
      ]),
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [0, 0],
            [1, 1],
          ],
          [
            [2, 2],
            [3, 3],
          ],
        ],
      },
    ],
    [
      'polygon with a hole',
      polyShape(5, [square(0, 0, 9), reversed(square(1, 1, 2))]),
      { type: 'Polygon', coordinates: [square(0, 0, 9), reversed(square(1, 1, 2))] },
    ],
    [
      'polygon wound the wrong way round',
      polyShape(5, [reversed(square(0, 0, 9)), reversed(square(20, 0, 9))]),
      { type: 'MultiPolygon', coordinates: [[reversed(square(0, 0, 9))], [reversed(square(20, 0, 9))]] },
    ],
    [
      'island in a lake',
      polyShape(15, [square(0, 0, 9), reversed(square(1, 1, 6)), square(2, 2, 3), reversed(square(3, 3, 1))]),
      {
        type: 'MultiPolygon',
        coordinates: [
          [square(0, 0, 9), reversed(square(1, 1, 6))],
          [square(2, 2, 3), reversed(square(3, 3, 1))],
        ],
      },
    ],
  ])('%s', (_, content, geometry) => {
    expect(parseShape(content)).toEqual(geometry);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a multipatch', polyShape(31, [square(0, 0, 1)])],
    [
      'a ring of three positions',
      polyShape(5, [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ]),
    ],
    ['no ring', polyShape(5, [])],
    ['a hole outside', polyShape(5, [square(0, 0, 9), reversed(square(20, 20, 1))])],
    ['a negative count', polyShape(5, [square(0, 0, 9)], { parts: -1 })],
    ['a count beyond the shape', polyShape(3, [square(0, 0, 9)], { points: 0x7fffffff })],
    ['a point cut short', pointShape(1, 2).subarray(0, 12)],
  ])('%s is a defect, not a guess', (_, content) => {
    expect(parseShape(content)).toMatchObject({ defect: expect.any(String) });
  });
});
