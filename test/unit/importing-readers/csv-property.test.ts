import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, CsvTokenizer } from '../../../api/importing/readers/csv-tokenizer.ts';
import { gb18030, readBytes } from './source-files.ts';

function tokenize(text: string, cuts: readonly number[]): CsvRecord[] {
  const tokenizer = new CsvTokenizer(',');
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
  return [...pieces.flatMap((piece) => [...tokenizer.feed(piece)]), ...tokenizer.end()];
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cell = fc.string({
  unit: fc.constantFrom('a', '中', ',', '"', '\n', '\r', ' ', '\u3000', ';', '1'),
  maxLength: 8,
});
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const cuts = fc.array(fc.nat(), { maxLength: 5 });

describe('the CSV tokenizer', () => {
  it('gives back every table that is written quoted, however the text is cut into pieces', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), cuts, (rows, lineEnd, at) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join(lineEnd);
        expect(tokenize(text, at)).toEqual(rows.map((cells) => ({ cells })));
      }),
    );
  });

  it('agrees with csv-parse on text without stray quotes', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', '中', ' ', ';', '1'), maxLength: 5 });
    const either = fc.oneof(plain, cell.map(quoted));
    fc.assert(
      fc.property(
        fc.array(fc.array(either, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        cuts,
        (rows, at) => {
          const text = `${rows.map((row) => row.join(',')).join('\n')}\n`;
          const expected = parse(text, { relax_column_count: true, record_delimiter: '\n' }) as string[][];
          expect(tokenize(text, at).map((record) => record.cells)).toEqual(expected);
        },
      ),
    );
  });

  it('takes any text, in any pieces, to the same records, and loses no line', () => {
    const wild = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '中'), maxLength: 60 });
    fc.assert(
      fc.property(wild, cuts, (text, at) => {
        const records = tokenize(text, at);
        expect(records).toEqual(tokenize(text, []));
        const kept = records.map((record) => record.cells.join('')).join('');
        const letters = (value: string) => value.replace(/[^a中]/g, '');
        expect(letters(kept)).toBe(letters(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the CSV reader', () => {
  const name = fc
    .string({
      unit: fc.constantFrom(...Array.from('大连市中山区医院诊所药房綜合門診(),"\n ')),
      minLength: 1,
      maxLength: 12,
    })
    .filter((text) => text.trim() !== '');

  it('reads the same from UTF-8 and GB18030', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 8 }), async (names) => {
        const text = `名称,编号\n${names.map((value, index) => `${quoted(value)},${index}`).join('\n')}\n`;
        const expected = names.map((value, index) => ({
          row: index + 2,
          values: { 名称: value.trim(), 编号: String(index) },
        }));
        expect(await readBytes('a.csv', text)).toEqual(expected);
        expect(await readBytes('a.csv', gb18030(text), { encoding: 'gb18030' })).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('detects GB18030 text of some length by itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 10, maxLength: 20 }), async (names) => {
        const bytes = gb18030(
          `名称,编号,医保定点医疗机构服务资源配置规划\n${names.map((value, index) => `${quoted(value)},${index},`).join('\n')}\n`,
        );
        expect((await readBytes('a.csv', bytes)).map((row) => row.values.名称)).toEqual(
          names.map((value) => value.trim()),
        );
      }),
      { numRuns: 50 },
    );
  });
});
