import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { AREAS, csvFile, load, refused, rejections } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await load(db, 'areas', AREAS);
});
afterAll(() => opened.close());
beforeEach(() => db.script('truncate area_statistic, pharmacy_bound'));

const figure = {
  area_code: '210201',
  indicator: 'resident_pop',
  value: 100000,
  as_of: '2025-12-31',
  document: '统计年鉴',
};
const bound = {
  area_code: '210201',
  pharmacy_kind: 'outpatient_pooling',
  lower_bound: 10,
  upper_bound: 20,
  version: 'v1',
  document: '配置规划',
  valid_from: '2025-01-01',
  valid_to: '2025-12-31',
};

describe('statistics', () => {
  it('of a ratio that look like a percentage are warned of', async () => {
    const rate = { ...figure, indicator: 'bed_use_rate' };
    const rows = [
      { ...rate, value: 85 },
      { ...rate, value: 1.5, as_of: '2024-12-31' },
      { ...rate, value: 1.6, indicator: 'cost_growth' },
      figure,
    ];
    const report = await load(db, 'statistics', csvFile('ratios.csv', rows));
    expect(report.warningIssues.map(({ row, field, code, value }) => [row, field, code, value])).toEqual([
      [2, 'value', 'ratio-looks-like-percent', '85'],
      [4, 'value', 'ratio-looks-like-percent', '1.6'],
    ]);
  });

  it('are inserted, updated, and unchanged on a repeat', async () => {
    const rows = [
      figure,
      { ...figure, area_code: '210202', value: 0.5, indicator: 'bed_use_rate', is_modelled: '是' },
    ];
    expect(await load(db, 'statistics', csvFile('s.csv', rows))).toMatchObject({ inserted: 2 });
    expect(await load(db, 'statistics', csvFile('s.csv', rows))).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 2,
    });
    expect(await load(db, 'statistics', csvFile('s.csv', [{ ...figure, value: 100001 }]))).toMatchObject({
      updated: 1,
    });
    const stored = await db.run({
      text: 'select a.code, s.indicator, s.value, s.as_of, s.document, s.is_modelled from area_statistic s join area a using (area_id) order by a.code',
    });
    expect(stored).toEqual([
      {
        code: '210201',
        indicator: 'resident_pop',
        value: 100001,
        as_of: '2025-12-31',
        document: '统计年鉴',
        is_modelled: false,
      },
      {
        code: '210202',
        indicator: 'bed_use_rate',
        value: 0.5,
        as_of: '2025-12-31',
        document: '统计年鉴',
        is_modelled: true,
      },
    ]);
  });

  it('name what is wrong', async () => {
    const report = await refused(
      load(
        db,
        'statistics',
        csvFile('bad.csv', [
          { ...figure, area_code: '999999' },
          { ...figure, indicator: 'pop' },
          { ...figure, value: -1 },
          { ...figure, value: '1,000' },
          { ...figure, as_of: '2025-13-01' },
          { ...figure, document: '' },
          { ...figure, area_code: '210202' },
          { ...figure, area_code: '210202', area_level: 'county' },
        ]),
      ),
    );
    expect(rejections(report)).toEqual([
      '2: unknown-area',
      '3: unknown-indicator',
      '4: negative',
      '5: not-a-number',
      '6: not-a-date',
      '7: required',
      '8: duplicate-differs',
      '9: duplicate-differs',
    ]);
    expect(report.issues[1]?.allowed).toContain('resident_pop');
  });
});

describe('bounds', () => {
  it('of two versions may exchange their periods', async () => {
    const second = { ...bound, version: 'v2', valid_from: '2026-01-01', valid_to: '' };
    expect(await load(db, 'bounds', csvFile('b.csv', [bound, second]))).toMatchObject({ inserted: 2 });
    expect(await load(db, 'bounds', csvFile('b.csv', [bound, second]))).toMatchObject({ unchanged: 2 });
    const swapped = [
      { ...bound, valid_from: '2026-01-01', valid_to: '' },
      { ...second, valid_from: '2025-01-01', valid_to: '2025-12-31' },
    ];
    expect(await load(db, 'bounds', csvFile('b.csv', swapped))).toMatchObject({ updated: 2 });
    const stored = await db.run({
      text: 'select version, valid_from, valid_to from pharmacy_bound order by version',
    });
    expect(stored).toEqual([
      { version: 'v1', valid_from: '2026-01-01', valid_to: null },
      { version: 'v2', valid_from: '2025-01-01', valid_to: '2025-12-31' },
    ]);
  });

  it('name what is wrong; an overlap is a row error, not a failure of the database', async () => {
    await load(db, 'bounds', csvFile('b.csv', [bound]));
    const report = await refused(
      load(
        db,
        'bounds',
        csvFile('bad.csv', [
          { ...bound, version: 'v2', valid_from: '2025-12-31', valid_to: '2026-12-31' },
          { ...bound, area_code: '210202', lower_bound: 30 },
          { ...bound, area_code: '210202', pharmacy_kind: 'night' },
          { ...bound, area_code: '210202', lower_bound: '', upper_bound: '' },
          { ...bound, area_code: '210202', valid_from: '2026-01-01' },
          { ...bound, area_code: '210200', version: 'a', valid_from: '' },
          { ...bound, area_code: '210200', version: 'b', valid_to: '' },
        ]),
      ),
    );
    expect(rejections(report)).toEqual([
      '2: validity-overlap',
      '3: bounds-reversed',
      '4: not-allowed',
      '5: required',
      '6: validity-reversed',
      '7: validity-overlap',
      '8: validity-overlap',
    ]);
    expect(report.issues[0]?.reason.en).toContain('the stored version v1');
    expect(report.issues[5]?.reason.en).toContain('row 8');
  });
});
