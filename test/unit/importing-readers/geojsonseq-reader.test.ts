import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRows, openBytes, readBytes, refusalOf } from './source-files.ts';

const line = (properties: object, more: object = {}) =>
  JSON.stringify({
    type: 'Feature',
    ...more,
    properties,
    geometry: { type: 'Point', coordinates: [121.6, 38.9] },
  });

describe('GeoJSONSeq', () => {
  it('is a row for each line, numbered as in an editor', async () => {
    const source = await openBytes(
      'a.geojsonl',
      `\ufeff${line({ a: 1 })}\r\n\r\n${line({ a: 2, b: '甲' })}\n`,
    );
    expect(source).toMatchObject({
      format: 'geojsonseq',
      encoding: 'utf-8',
      declaredCrs: 'CRS84',
      columns: ['a', 'b'],
    });
    expect((await allRows(source)).map((row) => [row.row, row.values])).toEqual([
      [1, { a: 1 }],
      [3, { a: 2, b: '甲' }],
    ]);
  });

  it('may separate records with RS, over several lines', async () => {
    const spread = JSON.stringify(JSON.parse(line({ a: 2 })), null, 1);
    const rows = await readBytes('a.geojsons', `\x1e${line({ a: 1 })}\n\x1e${spread}\n\x1e${line({ a: 3 })}`);
    expect(rows.map((row) => [row.row, row.values.a])).toEqual([
      [1, 1],
      [2, 2],
      [2 + spread.split('\n').length, 3],
    ]);
  });

  it('is read gzipped, without a line end at the end', async () => {
    expect(await readBytes('a.geojsonl.gz', gzipSync(`${line({ a: 1 })}\n${line({ a: 2 })}`))).toHaveLength(
      2,
    );
  });

  it('that breaks in a line costs that line', async () => {
    const rows = await readBytes(
      'a.geojsonl',
      `${line({ a: 1 })}\n{"type":"Feature","pro\nnull\n{"type":"Point","coordinates":[1,2]}\n${line({ a: 5 })}\n`,
    );
    expect(rows.map((row) => [row.row, row.problem?.code])).toEqual([
      [1, undefined],
      [2, 'invalid-json'],
      [3, 'invalid-json'],
      [4, 'not-a-feature'],
      [5, undefined],
    ]);
  });

  it('takes the coordinate system of its first record, and another later on for a mistake', async () => {
    const crs = { crs: { type: 'name', properties: { name: 'EPSG:4528' } } };
    const other = { crs: { type: 'name', properties: { name: 'EPSG:4529' } } };
    const source = await openBytes('a.geojsonl', `${line({}, crs)}\n${line({})}\n${line({}, other)}\n`);
    expect(source.declaredCrs).toBe('EPSG:4528');
    expect((await allRows(source)).map((row) => row.problem?.code)).toEqual([
      undefined,
      undefined,
      'crs-differs',
    ]);
  });

  it('that is empty or one collection is refused', async () => {
    expect((await refusalOf('a.geojsonl', '\n\n')).reason).toContain('empty');
    expect((await refusalOf('a.geojsonl', '{"type":"FeatureCollection","features":[]}\n')).allowed).toContain(
      'geojson',
    );
  });

  it('keeps every record of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 40_000 }), { minLength: 1, maxLength: 150 }),
        async (lengths) => {
          const rows = await readBytes(
            'a.geojsonl',
            lengths.map((length, index) => line({ index, text: '甲'.repeat(length) })).join('\n'),
          );
          expect(rows.map((row) => [row.row, (row.values.text as string | null)?.length ?? 0])).toEqual(
            lengths.map((length, index) => [index + 1, length]),
          );
        },
      ),
      { numRuns: 10 },
    );
  });
});
