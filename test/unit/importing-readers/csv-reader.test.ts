import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PROGRAM_ROOT } from '../../../api/paths.ts';
import { allRows, gb18030, openBytes, readBytes, refusalOf } from './source-files.ts';

const fixture = (name: string) => readFileSync(join(PROGRAM_ROOT, 'test/fixtures/readers', name));

describe('CSV as offices save it', () => {
  it.each(['institutions.gb18030.csv', 'institutions.utf-8-bom.csv'])(
    '%s: both hold the same',
    async (name) => {
      const source = await openBytes(name, fixture(name));
      expect(source).toMatchObject({
        format: 'csv',
        encoding: name.includes('gb18030') ? 'gb18030' : 'utf-8',
        columns: ['code', '名称', '类别', '地址'],
      });
      expect(source.declaredCrs).toBeUndefined();
      expect(await allRows(source)).toEqual([
        {
          row: 2,
          values: {
            code: '000123',
            名称: '大连市中山区某某中医诊所',
            类别: '中医诊所',
            地址: '解放路1号,二楼',
          },
        },
        {
          row: 3,
          values: { code: '000124', 名称: '大连市沙河口区㐀堂药房', 类别: null, 地址: '第一行\r\n第二行' },
        },
      ]);
    },
  );

  it('is read gzipped', async () => {
    expect(await readBytes('a.csv.gz', gzipSync('a,b\n1,2\n'))).toEqual([
      { row: 2, values: { a: '1', b: '2' } },
    ]);
  });

  it.each([
    ['commas', 'a,b;c\n1,2;3\n', { a: '1', 'b;c': '2;3' }],
    ['tabs', 'a\tb\n1\t2\n', { a: '1', b: '2' }],
    ['semicolons', 'a;b\n1;2\n', { a: '1', b: '2' }],
    ['one column', 'a\n1\n', { a: '1' }],
    ['spaces and full-width spaces', ' a , b\n 1 ,\u30002\u3000\n', { a: '1', b: '2' }],
    ['leading zeros and long codes', 'a,b\n007,91210200MA0000000X\n', { a: '007', b: '91210200MA0000000X' }],
    ['quotes in quotes', 'a,b\n"say ""hi""",2\n', { a: 'say "hi"', b: '2' }],
    ['bare quotes', 'a,b\n某"连锁"店,2\n', { a: '某"连锁"店', b: '2' }],
    ['no line end at the end', 'a,b\n1,2', { a: '1', b: '2' }],
    ['old Mac line ends', 'a,b\r1,2\r', { a: '1', b: '2' }],
    ['blank columns after the last', 'a,b,,\n1,2,,\n', { a: '1', b: '2' }],
    ['a column called __proto__', '__proto__,b\n1,2\n', JSON.parse('{"__proto__":"1","b":"2"}')],
  ])('%s', async (_, text, values) => {
    expect(await readBytes('a.csv', text)).toEqual([{ row: 2, values }]);
  });

  it('counts rows as a spreadsheet does: blank rows and cells of several lines', async () => {
    const rows = await readBytes('a.csv', '\n\na,b\r\n1,"x\ny"\n\n,,\n\r\n3,4\n');
    expect(rows.map((row) => row.row)).toEqual([4, 8]);
  });

  it.each([
    ['', 'empty'],
    ['\n \r\n\n', 'empty'],
    ['\ufeff', 'empty'],
    ['a,b,a\n1,2,3\n', 'twice: a'],
    [',,\n"",\n', 'empty'],
    ['"a,b\n1,2\n', 'header cannot be read'],
    ['a,b\n1,\u00002\n', 'binary'],
  ])('%j is refused: %s', async (text, reason) => {
    const issue = await refusalOf('a.csv', text);
    expect(issue.field).toBe('file');
    expect(issue.reason).toContain(reason);
  });

  it('with more than a thousand columns is refused', async () => {
    const header = Array.from({ length: 1_001 }, (_, index) => `c${index}`).join();
    expect((await refusalOf('a.csv', header)).reason).toContain('1001 columns');
  });

  it('may hold a header only', async () => {
    const source = await openBytes('a.csv', 'a,b\r\n');
    expect(source.columns).toEqual(['a', 'b']);
    expect(await allRows(source)).toEqual([]);
  });
});

describe('rows that cannot be read', () => {
  it.each([
    ['too few cells', 'a,b,c\n1,2\n', 'column-count'],
    ['too many cells', 'a,b\n1,2,3\n', 'column-count'],
    ['a value without column name', 'a,,c\n1,2,3\n', 'unnamed-column'],
    ['text after a quote', 'a,b\n"1"x,2\n', 'text-after-quote'],
    ['a quote that is never closed', 'a,b\n"1,2\n', 'quote-not-closed'],
  ])('%s', async (_, text, code) => {
    const [row, ...others] = await readBytes('a.csv', `${text}`);
    expect(row).toMatchObject({ row: 2, problem: { code } });
    expect(others).toEqual([]);
  });

  it('do not take the rows after them along', async () => {
    const rows = await readBytes('a.csv', 'a,b\n1,2\n"3,4\n5,6\n"7",8\n"9"x,10\n"11,12\n13,14\n');
    expect(rows.map((row) => [row.row, row.problem?.code ?? Object.values(row.values)])).toEqual([
      [2, ['1', '2']],
      [3, 'text-after-quote'],
      [4, ['5', '6']],
      [5, ['7', '8']],
      [6, 'text-after-quote'],
      [7, 'quote-not-closed'],
      [8, ['13', '14']],
    ]);
  });

  it('keep what could be read, for the file of rejected rows', async () => {
    expect((await readBytes('a.csv', 'a,b,c\n1,2\n'))[0]!.values).toEqual({ a: '1', b: '2', c: null });
  });

  it('find a quote left open over megabytes without holding the rest of the file', async () => {
    const lines = Array.from({ length: 600_000 }, (_, index) => `${index},value`);
    lines[10] = '"10,value';
    const rows = await readBytes('a.csv', `a,b\n${lines.join('\n')}\n`);
    expect(rows).toHaveLength(600_000);
    expect(rows.filter((row) => row.problem).map((row) => row.row)).toEqual([12]);
  });

  it('a line without end is refused, not held', async () => {
    expect((await refusalOf('a.csv', `a,b\n1,2\n${'x'.repeat(5_000_000)}`)).reason).toContain(
      'row 3 is longer',
    );
  });
});

describe('encodings', () => {
  const chinese = 'name,类别\n大连市中医诊所,中医诊所\n';

  it.each([
    ['UTF-16 with a mark', Buffer.from(`\ufeff${chinese}`, 'utf16le'), 'UTF-16'],
    [
      'neither',
      Buffer.concat([Buffer.from('a,b\n1,'), Buffer.of(0xff, 0xff, 0x0a)]),
      'neither UTF-8 nor GB18030',
    ],
    [
      'UTF-8 with a broken character',
      Buffer.concat([Buffer.from(chinese), Buffer.of(0xe4, 0xb8, 0x0a)]),
      'line 3',
    ],
    ['UTF-8 cut inside a character', Buffer.from(chinese).subarray(0, -3), 'UTF-8 with damaged bytes'],
    ['a short text that is both', gb18030('name\n医药\n'), 'both as UTF-8 and as GB18030'],
  ])('%s is refused, not guessed', async (_, bytes, reason) => {
    const issue = await refusalOf('a.csv', bytes);
    expect(issue.reason).toContain(reason);
    expect(issue.allowed).toMatch(/UTF-8/);
  });

  it('a stated encoding settles it', async () => {
    expect((await readBytes('a.csv', gb18030('name\n医药\n'), { encoding: 'gb18030' }))[0]!.values).toEqual({
      name: '医药',
    });
    expect((await refusalOf('a.csv', gb18030(chinese), { encoding: 'utf-8' })).reason).toContain('not utf-8');
  });

  it('is found by the whole file, not by its beginning', async () => {
    const ascii = Array.from({ length: 100_000 }, (_, index) => `clinic ${index},x\n`).join('');
    const source = await openBytes(
      'a.csv',
      Buffer.concat([Buffer.from(`name,b\n${ascii}`), gb18030('中医诊所,大连\n')]),
    );
    expect(source.encoding).toBe('gb18030');
    expect((await allRows(source)).at(-1)).toEqual({ row: 100_002, values: { name: '中医诊所', b: '大连' } });
  });

  it('text with a few accents is UTF-8 as soon as that is certain', async () => {
    expect((await openBytes('a.csv', `name\n${'é'.repeat(8)}\n`)).encoding).toBe('utf-8');
    expect((await openBytes('a.csv', '\ufeffname\n°\n')).encoding).toBe('utf-8');
  });
});
