import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAX_UNPACKED_BYTES } from '../../../api/importing/readers/byte-source.ts';
import { openBytes, refusalOf, zip } from './source-files.ts';

const CSV = 'a,b\n1,2\n';
const FEATURE = '{"type":"Feature","properties":{"a":1},"geometry":null}';
const COLLECTION = `{"type":"FeatureCollection","features":[${FEATURE}]}`;

describe('formats', () => {
  it.each([
    ['a.csv', CSV, 'csv'],
    ['A.CSV', CSV, 'csv'],
    ['a.txt', CSV, 'csv'],
    ['a.b.tsv', 'a\tb\n', 'csv'],
    ['a.geojson', COLLECTION, 'geojson'],
    ['a.json', COLLECTION, 'geojson'],
    ['a.geojsonl', FEATURE, 'geojsonseq'],
    ['a.ndjson', FEATURE, 'geojsonseq'],
    ['a.jsonl', FEATURE, 'geojsonseq'],
  ])('%s is told by its name', async (name, text, format) => {
    expect((await openBytes(name, text)).format).toBe(format);
    expect((await openBytes(`${name}.gz`, gzipSync(text))).format).toBe(format);
  });

  it('is taken as stated, whatever the name', async () => {
    expect((await openBytes('upload', CSV, { format: 'csv' })).format).toBe('csv');
    expect((await openBytes('a.json', FEATURE, { format: 'geojsonseq' })).format).toBe('geojsonseq');
  });

  it.each(['upload', 'a.doc', 'a.shp', 'a.kml', 'a.xls.old', 'a.gz', '.csv/x', 'a.__proto__', ''])(
    '%j is refused with what is read',
    async (name) => {
      const bytes = name.endsWith('.gz') ? gzipSync(CSV) : CSV;
      const issue = await refusalOf(name, bytes);
      expect(issue.allowed).toContain('.xlsx');
      expect(issue.allowed).toContain('.geojsonl');
    },
  );

  it.each([
    ['an old workbook', 'a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save it as .xlsx'],
    ['an old workbook by another name', 'a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save it as .xlsx'],
    ['a PDF', 'a.csv', Buffer.from('%PDF-1.7\n'), 'CSV'],
    ['a zip called CSV', 'a.csv', zip([{ name: 'a', data: 'b' }]), 'CSV'],
    ['a CSV called workbook', 'a.xlsx', Buffer.from(CSV), 'CSV'],
    ['a gzipped workbook', 'a.xlsx.gz', gzipSync('PK'), 'CSV'],
  ])('%s is recognised by its bytes', async (_, name, bytes, allowed) => {
    expect((await refusalOf(name, bytes)).allowed).toContain(allowed);
  });
});

describe('gzip', () => {
  it('must be gzip when it is called so', async () => {
    expect((await refusalOf('a.csv.gz', CSV)).reason).toContain('not gzip');
  });

  it('is recognised without the name', async () => {
    expect((await openBytes('a.csv', gzipSync(CSV))).columns).toEqual(['a', 'b']);
  });

  const packed = gzipSync(
    Array.from({ length: 50_000 }, (_, index) => `${index},${Math.sin(index)}\n`).join(''),
  );

  it('that is cut short is refused', async () => {
    expect((await refusalOf('a.csv.gz', packed.subarray(0, packed.length / 2))).reason).toContain(
      'cut short',
    );
  });

  it('that is damaged is refused', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 1_000, 1_100);
    expect((await refusalOf('a.csv.gz', damaged)).reason).toContain('damaged');
  });

  it('that swells like a bomb is refused after 64 MiB', async () => {
    const bomb = gzipSync(Buffer.alloc(150 * 1024 ** 2, 'a,b\n'));
    expect(bomb.length).toBeLessThan(1_000_000);
    const issue = await refusalOf('a.csv.gz', bomb);
    expect(issue.reason).toContain('unpacks to more');
    expect(issue.allowed).toContain(String(MAX_UNPACKED_BYTES));
  });
});
