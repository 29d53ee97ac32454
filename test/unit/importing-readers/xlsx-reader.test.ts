import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { readTemplate, serialDateText } from '../../../api/importing/readers/xlsx-formats.ts';
import { PROGRAM_ROOT } from '../../../api/paths.ts';
import { allRows, openBytes, readBytes, refusalOf, type ZippedFile, zip } from './source-files.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
interface Parts {
  readonly rows: string;
  readonly after?: string;
  readonly strings?: string;
  readonly formats?: readonly string[];
  readonly workbook?: string;
  readonly more?: readonly ZippedFile[];
}

/** A workbook with one sheet whose rows are given as XML, and cell styles 1, 2, … with the given number formats. */
function workbook({
  rows,
  after = '',
  strings = '',
  formats = [],
  workbook: book,
  more = [],
}: Parts): Buffer {
  const styles = `<styleSheet><numFmts>${formats.map((format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${format.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join('')}</cellXfs></styleSheet>`;
  return zip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    {
      name: '_rels/.rels',
      data: `<Relationships><Relationship Id="r1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: book ?? '<workbook><sheets><sheet name="机构" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="s" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', data: styles },
    { name: 'xl/sharedStrings.xml', data: `<sst>${strings}</sst>` },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
    },
    ...more,
  ]);
}
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const header = (...names: string[]) => `<row>${names.map(text).join('')}</row>`;
/** The values of the one data row with these cells below columns a, b, c, … */
async function cells(xml: string, parts: Partial<Parts> = {}) {
  const [row] = await readBytes(
    'a.xlsx',
    workbook({ rows: `${header('a', 'b', 'c')}<row>${xml}</row>`, ...parts }),
  );
  return row!;
}

describe('Excel workbooks', () => {
  it('written by another program are read alike', async () => {
    const bytes = readFileSync(join(PROGRAM_ROOT, 'test/fixtures/readers/institutions.xlsx'));
    const source = await openBytes('institutions.xlsx', bytes);
    expect(source).toMatchObject({ format: 'xlsx', columns: ['code', 'name', 'beds', 'opened', 'share'] });
    expect(await allRows(source)).toEqual([
      {
        row: 2,
        values: { code: '000123', name: '某某中医诊所', beds: 12, opened: '2025-10-14', share: 0.25 },
      },
      { row: 3, values: { code: '000124', name: '某某药房', beds: null, opened: null, share: null } },
    ]);
    const independent = await readSheet(bytes);
    expect(independent[1]).toEqual(['000123', '某某中医诊所', 12, new Date('2025-10-14'), 0.25]);
  });

  it('keep text as text, with shared strings, runs, phonetic guides and escapes', async () => {
    const strings =
      '<si><t xml:space="preserve"> 甲 </t></si><si><r><t>乙</t></r><r><rPr><b/></rPr><t>丙&amp;</t></r><rPh><t>yi</t></rPh></si><si><t>a_x000D_b</t></si>';
    expect(
      (await cells('<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>', { strings })).values,
    ).toEqual({ a: '甲', b: '乙丙&', c: 'a\rb' });
  });

  it('keep the zeros of codes: as text, and of numbers that are shown with them', async () => {
    const row = await cells(`${text('000123')}<c s="1"><v>123</v></c><c s="2"><v>7</v></c>`, {
      formats: ['000000', '0'],
    });
    expect(row.values).toEqual({ a: '000123', b: '000123', c: 7 });
  });

  it('give the stored results of formulas, and true and false', async () => {
    const row = await cells(
      '<c t="str"><f>A1&amp;B1</f><v>甲乙</v></c><c><f>1+1</f><v>2</v></c><c t="b"><v>1</v></c>',
    );
    expect(row).toEqual({ row: 2, values: { a: '甲乙', b: 2, c: true } });
  });

  it('give dates as days', async () => {
    const row = await cells(
      '<c s="1"><v>45944</v></c><c s="2"><v>45944.5</v></c><c t="d"><v>2025-10-14T00:00:00Z</v></c>',
      { formats: ['yyyy"年"m"月"d"日"', 'yyyy/m/d h:mm'] },
    );
    expect(row.values).toEqual({ a: '2025-10-14', b: '2025-10-14T12:00:00', c: '2025-10-14' });
    const mac =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="x" r:id="rId1"/></sheets></workbook>';
    expect(
      (await cells('<c s="1"><v>44482</v></c>', { formats: ['yyyy-mm-dd'], workbook: mac })).values.a,
    ).toBe('2025-10-14');
  });

  it('place cells by their reference and rows by their number', async () => {
    const rows = `<row r="3">${'<c r="B3" t="inlineStr"><is><t>a</t></is></c><c r="D3" t="inlineStr"><is><t>b</t></is></c>'}</row><row r="7"><c r="D7"><v>2</v></c></row><row r="9"><c r="B9"><v>1</v></c></row>`;
    expect(await readBytes('a.xlsx', workbook({ rows }))).toEqual([
      { row: 7, values: { a: null, b: 2 } },
      { row: 9, values: { a: 1, b: null } },
    ]);
  });

  it('are read at the sheet asked for, else the first visible one', async () => {
    const book =
      '<workbook><sheets><sheet name="隐藏" sheetId="1" state="hidden" r:id="rId1"/><sheet name="机构" sheetId="2" r:id="rId2"/></sheets></workbook>';
    const bytes = workbook({
      rows: header('hidden'),
      workbook: book,
      more: [
        {
          name: 'xl/worksheets/sheet2.xml',
          data: `<worksheet><sheetData>${header('shown')}</sheetData></worksheet>`,
        },
      ],
    });
    expect((await openBytes('a.xlsx', bytes)).columns).toEqual(['shown']);
    expect((await openBytes('a.xlsx', bytes, { sheet: '隐藏' })).columns).toEqual(['hidden']);
    expect((await openBytes('a.xlsx', bytes, { sheet: '2' })).columns).toEqual(['shown']);
    expect(await refusalOf('a.xlsx', bytes, { sheet: '药店' })).toMatchObject({
      reason: expect.stringContaining('药店'),
      allowed: '隐藏, 机构',
    });
  });

  it('may have namespace prefixes, comments and CDATA', async () => {
    const data =
      '<x:worksheet xmlns:x="u"><!-- <row> --><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[a<b]]></x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const book = '<workbook><sheets><sheet name="s" r:id="rId2"/></sheets></workbook>';
    expect(
      (
        await openBytes(
          'a.xlsx',
          workbook({ rows: '', workbook: book, more: [{ name: 'xl/worksheets/sheet2.xml', data }] }),
        )
      ).columns,
    ).toEqual(['a<b']);
  });
});

describe('cells that would be lost or wrong', () => {
  it.each([
    ['an error', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', 'cell-error', '#DIV/0!'],
    ['a formula never calculated', '<c><f>A1*2</f></c>', 'formula-without-value', ''],
    ['a text the workbook does not have', '<c t="s"><v>99</v></c>', 'cell-damaged', '99'],
    ['a number that is none', '<c><v>12x</v></c>', 'cell-damaged', '12x'],
    [
      'a code that Excel has rounded',
      '<c><v>210204197001011000</v></c>',
      'number-precision',
      210204197001011000,
    ],
  ])('%s', async (_, xml, code, value) => {
    expect(await cells(xml)).toMatchObject({ row: 2, problem: { field: 'a', code, value } });
  });

  it('a value beyond the header', async () => {
    expect((await cells('<c/><c/><c/><c><v>9</v></c>')).problem?.code).toBe('column-count');
  });

  it('cells that a merge covers', async () => {
    const rows = `${header('区', '名称')}<row>${text('中山区')}${text('甲')}</row><row><c/>${text('乙')}</row><row>${text('西岗区')}${text('丙')}</row>`;
    const after = '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="X1:Z9"/></mergeCells>';
    const read = await readBytes('a.xlsx', workbook({ rows, after }));
    expect(read.map((row) => row.problem?.code)).toEqual([undefined, 'merged-cell', undefined]);
    expect(read[1]!.problem!.field).toBe('区');
  });
});

describe('hostile and damaged workbooks are refused', () => {
  const cutShort = (data: string) =>
    workbook({
      rows: '',
      workbook: '<workbook><sheets><sheet name="s" r:id="rId2"/></sheets></workbook>',
      more: [{ name: 'xl/worksheets/sheet2.xml', data }],
    });
  const external = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
  it.each([
    [
      'a document type',
      workbook({
        rows: '',
        workbook: `${external}<workbook><sheets><sheet name="&e;" r:id="rId1"/></sheets></workbook>`,
      }),
      'document type',
    ],
    [
      'a row beyond the last',
      workbook({ rows: '<row r="4000000000"><c><v>1</v></c></row>' }),
      'row 4000000000',
    ],
    ['rows out of order', workbook({ rows: '<row r="5"/><row r="4"/>' }), 'row 4 stands after row 5'],
    [
      'a cell beyond the last column',
      workbook({ rows: '<row><c r="ZZZ1"><v>1</v></c></row>' }),
      'last column',
    ],
    ['an endless cell', workbook({ rows: `<row>${text('x'.repeat(5_000_000))}</row>` }), 'too long'],
    ['a sheet cut short inside a tag', cutShort('<worksheet><sheetData><row><c t="n"'), 'cut short'],
    [
      'a sheet cut short between tags',
      cutShort('<worksheet><sheetData><row><c><v>1</v></c></row>'),
      'cut short',
    ],
    [
      'no workbook',
      zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' }]),
      'no Excel workbook',
    ],
    [
      'a missing sheet',
      workbook({ rows: '', workbook: '<workbook><sheets><sheet name="x" r:id="rId9"/></sheets></workbook>' }),
      'missing',
    ],
    ['no sheets', workbook({ rows: '', workbook: '<workbook/>' }), 'no sheet'],
    ['an empty sheet', workbook({ rows: '<row/><row><c/></row>' }), 'empty'],
    ['an archive cut short', workbook({ rows: header('a') }).subarray(0, 700), 'cut short'],
  ])('%s', async (_, bytes, reason) => {
    const issue = await refusalOf('a.xlsx', bytes);
    expect(issue.reason).toContain(reason);
  });

  it.each([
    ['more than it says', { unpackedBytes: 10 }, 'damaged'],
    ['less than it says', { unpackedBytes: 100_000 }, 'damaged'],
    ['gigabytes, as it says', { unpackedBytes: 0xfffffff0 }, 'at most'],
    ['another checksum', { crc: 1 }, 'damaged'],
    ['an unknown packing', { method: 99 }, 'method 99'],
    ['a password', { flags: 1 }, 'encrypted'],
  ])('a part that unpacks to %s', async (_, says, reason) => {
    const bytes = zip([{ name: 'xl/workbook.xml', data: `<workbook>${' '.repeat(1_000)}</workbook>`, says }]);
    const issue = await refusalOf('a.xlsx', bytes);
    expect(`${issue.reason} ${issue.allowed}`).toContain(reason);
  });

  it('a bomb of shared strings', async () => {
    const bytes = zip([
      {
        name: 'xl/workbook.xml',
        data: '<workbook><sheets><sheet name="x" r:id="rId1"/></sheets></workbook>',
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        data: `<R><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="s.xml"/><Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="t.xml"/></R>`,
      },
      { name: 'xl/s.xml', data: '<w/>' },
      { name: 'xl/t.xml', data: Buffer.alloc(300 * 1024 ** 2, ' ') },
    ]);
    expect((await refusalOf('a.xlsx', bytes)).reason).toContain('xl/t.xml unpacks to');
  });

  it('a form with thousands of merges', async () => {
    const after = `<mergeCells>${Array.from({ length: 10_001 }, (_, index) => `<mergeCell ref="A${index + 2}:B${index + 2}"/>`).join('')}</mergeCells>`;
    expect((await refusalOf('a.xlsx', workbook({ rows: header('a'), after }))).reason).toContain(
      'merged blocks',
    );
  });
});

describe('number formats', () => {
  it.each([
    ['yyyy-mm-dd', 'date'],
    ['yyyy"年"m"月"d"日"', 'date'],
    ['[$-804]yyyy/m/d;@', 'date'],
    ['[DBNum1][$-804]yyyy"年"m"月"', 'date'],
    ['[h]:mm:ss', 'date'],
    ['mm:ss.0', 'date'],
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0', 'number'],
    ['0.00"m"', 'number'],
    ['[Red]0', 'number'],
    ['0.00E+00', 'number'],
    ['0', 'number'],
    ['@', 'number'],
    ['000000', { digits: 6 }],
    ['000000;-000000', { digits: 6 }],
    ['"GB"000', 'number'],
  ])('%s', (template, meaning) => {
    expect(readTemplate(template)).toEqual(meaning);
  });

  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [36_526, '2000-01-01'],
    [45_944.9999999, '2025-10-15'],
    [0.5, '12:00:00'],
    [-1, undefined],
    [1e12, undefined],
  ])('the serial date %d is %s', (serial, day) => {
    expect(serialDateText(serial, false)).toBe(day);
  });
});
