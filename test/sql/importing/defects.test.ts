import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AREAS,
  countStored,
  csvFile,
  DEFECTS,
  load,
  refused,
  rejections,
  temporaryFile,
  temporaryPath,
} from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await load(opened.database, 'areas', AREAS);
  const stored = csvFile('stored.csv', [
    {
      code: 'H001',
      source_id: 's1',
      name: '已有医院',
      kind: 'medical',
      category: '综合医院',
      services: 'inpatient',
      lon: 121.3,
      lat: 39.15,
      accuracy_m: 5,
    },
  ]);
  await load(opened.database, 'institutions', stored, { crs: 'CRS84', source: 'bureau' });
});
afterAll(() => opened.close());

const options = { crs: 'CRS84', source: 'bureau' };

/** Row, field, value and code of every defect in the fixture. */
const EXPECTED: readonly (readonly [row: number, field: string, code: string, value: string | undefined])[] =
  [
    [2, 'name', 'required', undefined],
    [3, 'kind', 'not-allowed', 'hospital'],
    [4, 'lon', 'not-a-number', '东经121'],
    [5, 'lon', 'missing-coordinates', undefined],
    [6, 'lon', 'coordinates-zero', '0, 0'],
    [7, 'lon', 'coordinates-swapped', '39.05, 121.05'],
    [8, 'lon', 'coordinates-not-in-crs', '500, 39.05'],
    [9, 'beds_general_open', 'negative', '-5'],
    [10, 'beds_general_open', 'not-an-integer', '2.5'],
    [11, 'accuracy_m', 'out-of-range', '9000'],
    [12, 'address', 'too-long', `${'长'.repeat(200)}…`],
    [13, 'valid_from', 'not-a-date', '2025-02-30'],
    [14, 'valid_from', 'validity-reversed', '2025-12-31 – 2025-01-01'],
    [15, 'verified', 'not-a-boolean', '也许'],
    [16, 'services', 'not-allowed', 'inpatient;surgery'],
    [17, 'licensing_area_code', 'unknown-area', '999999'],
    [18, 'parent_code', 'unknown-parent', 'NOBODY'],
    [19, 'parent_code', 'parent-cycle', 'D018'],
    [20, 'code', 'duplicate-differs', 'TWICE'],
    [21, 'code', 'duplicate-differs', 'TWICE'],
    [22, 'source_id', 'key-collision', 's1'],
    [23, 'code', 'missing-key', undefined],
    [24, 'name', 'bad-characters', '坏\u0007字符医院'],
    [25, 'code', 'number-lost-digits', '6.10111E+17'],
    [26, 'designated_from', 'validity-reversed', '2026-01-01 – 2025-01-01'],
    [27, 'parent_code', 'unknown-parent', 'D002'],
    [28, 'hospital_grade', 'not-allowed', '三级'],
  ];

describe('a file with more than 20 kinds of defects', () => {
  it('names each with row, field, value and reason, and loads nothing', async () => {
    const before = await countStored(opened.database);
    const report = await refused(load(opened.database, 'institutions', DEFECTS, options));
    expect(
      report.issues.slice(0, EXPECTED.length).map(({ row, field, code, value }) => [row, field, code, value]),
    ).toEqual(EXPECTED);
    const last = report.issues.at(-1);
    expect([last?.row, last?.code, report.issues.length]).toEqual([
      47,
      'unreadable-row',
      EXPECTED.length + 1,
    ]);
    expect(new Set(report.issues.map((issue) => issue.code)).size).toBeGreaterThanOrEqual(20);
    for (const { reason } of report.issues) {
      expect(reason.zh).toMatch(/\p{Script=Han}/u);
      expect(reason.en).not.toMatch(/\{|undefined|null/);
    }
    expect(report.issues.find((issue) => issue.row === 3)?.allowed).toContain('medical, pharmacy');
    expect(report).toMatchObject({
      committed: false,
      rowsRead: 46,
      inserted: 0,
      updated: 0,
      rejected: 28,
      issuesTotal: 28,
    });
    expect(report.reasons).toMatchObject({
      'not-allowed': 3,
      'validity-reversed': 2,
      'duplicate-differs': 2,
      'unknown-parent': 2,
    });
    expect(await countStored(opened.database)).toEqual(before);
  });

  it('warns of what is suspicious, row by row', async () => {
    const report = await refused(load(opened.database, 'institutions', DEFECTS, options));
    const warned = report.warningIssues.map((issue) => `${issue.row}: ${issue.code}`);
    expect(warned).toEqual([
      '30: duplicate-row',
      '31: category-not-listed',
      '32: category-missing',
      '33: outside-china',
      '34: far-from-stated-county',
      '35: stated-county-unknown',
      ...Array.from({ length: 10 }, (_, index) => `${37 + index}: shared-position`),
    ]);
    expect(report.warningIssues.find((issue) => issue.row === 34)?.reason.en).toMatch(
      /^lies 86\d\d m outside/,
    );
  });

  it('loads the rest with skip-invalid; the corrected rejected file completes it; a repeat changes nothing', async () => {
    const rejectedFile = temporaryPath('rejected.csv');
    const partial = await load(opened.database, 'institutions', DEFECTS, {
      ...options,
      skipInvalid: true,
      rejectedFile,
    });
    expect(partial).toMatchObject({
      committed: true,
      inserted: 17,
      duplicates: 1,
      rejected: 28,
      rejectedFile,
    });
    expect(partial.locations).toEqual({ border: 1, located: 15, outside: 1 });
    expect(partial.reasons).toMatchObject({ 'on-border': 1, 'outside-areas': 1 });

    const corrected = correct(readFileSync(rejectedFile, 'utf8'));
    const rest = await load(
      opened.database,
      'institutions',
      temporaryFile('corrected.csv', corrected),
      options,
    );
    expect(rejections(rest)).toEqual([]);
    expect(rest).toMatchObject({ committed: true, inserted: 28, rejected: 0, findings: [] });
    const repeat = await load(
      opened.database,
      'institutions',
      temporaryFile('corrected.csv', corrected),
      options,
    );
    expect(repeat).toMatchObject({ inserted: 0, updated: 0, unchanged: 28 });
    expect((await countStored(opened.database)).institution).toBe(1 + 17 + 28);
  });

  it('keeps the warnings with the institution', async () => {
    const rows = await opened.database.kysely
      .selectFrom('institution')
      .select(['code', 'warnings', 'location_status'])
      .where('code', 'in', ['G001', 'G004', 'G005', 'G007'])
      .orderBy('code')
      .execute();
    expect(rows).toEqual([
      { code: 'G001', warnings: [], location_status: 'located' },
      { code: 'G004', warnings: ['outside-areas', 'outside-china'], location_status: 'outside' },
      { code: 'G005', warnings: ['far-from-stated-county'], location_status: 'located' },
      { code: 'G007', warnings: ['on-border'], location_status: 'border' },
    ]);
  });
});

/** What a clerk would do: go through `_reason` and put each cell right. */
function correct(text: string): string {
  const [columns = [], ...lines] = parse(text, { bom: true }) as string[][];
  expect(columns.slice(-3)).toEqual(['_row', '_reason', '_source']);
  const fixes: Record<number, Record<string, string>> = {
    2: { name: '补名医院' },
    3: { kind: 'medical' },
    4: { lon: '121.016' },
    5: { lon: '121.018', lat: '39.05' },
    6: { lon: '121.02', lat: '39.05' },
    7: { lon: '121.05', lat: '39.05' },
    8: { lon: '121.05' },
    9: { beds_general_open: '5' },
    10: { beds_general_open: '3' },
    11: { accuracy_m: '90' },
    12: { address: '短地址' },
    13: { valid_from: '2025-02-28' },
    14: { valid_to: '2026-01-01' },
    15: { verified: '否' },
    16: { services: 'inpatient' },
    17: { licensing_area_code: '210202' },
    18: { parent_code: 'H001' },
    19: { parent_code: '' },
    21: { code: 'TWICE2' },
    22: { source_id: 's2' },
    23: { code: 'D022' },
    24: { name: '好字符医院' },
    25: { code: '610111000000000000' },
    26: { designated_to: '2027-01-01' },
    28: { hospital_grade: 'tertiary' },
    47: {
      code: 'BROKEN',
      name: '补全医院',
      kind: 'medical',
      category: '综合医院',
      lon: '121.06',
      lat: '39.06',
      accuracy_m: '5',
    },
  };
  const rows = lines.map((cells) => {
    const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
    expect(row._reason).toMatch(/\p{Script=Han}.* \/ /u);
    return { ...row, ...fixes[Number(row._row)] } as Record<string, string>;
  });
  return `${columns.join(',')}\n${rows.map((row) => columns.map((column) => `"${row[column]?.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`;
}
