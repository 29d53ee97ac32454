import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { csvFile, load, refused } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());
beforeEach(() => db.script('truncate institution, import_run cascade'));

const clinic = {
  code: '',
  source_id: 'X1',
  name: '甲诊所',
  kind: 'medical',
  category: '普通诊所',
  lon: 121.05,
  lat: 39.05,
  accuracy_m: 5,
  services: 'personal_account',
};
const pharmacy = { ...clinic, name: '丙药店', kind: 'pharmacy', category: '', lon: 121.07 };
const put = (name: string, row: object, options = {}) =>
  load(db, 'institutions', csvFile(name, [{ ...row }]), { crs: 'CRS84', ...options });
const stored = () =>
  db.run({ text: 'select code, source, source_id, name, kind from institution order by institution_id' });
const collision = async (work: ReturnType<typeof put>) => {
  const report = await refused(work);
  expect(report.issues).toMatchObject([{ code: 'key-collision' }]);
  return [report.issues[0]?.field, report.issues[0]?.reason.en.replace(/^.*institution: /, '')];
};

describe('a row', () => {
  it('without source_id is known by its code alone', async () => {
    await put('june.csv', clinic);
    expect(await put('june.csv', { ...pharmacy, code: 'X1', source_id: '' })).toMatchObject({ inserted: 1 });
    const both = [
      { code: null, source: 'june.csv', source_id: 'X1', name: '甲诊所', kind: 'medical' },
      { code: 'X1', source: 'june.csv', source_id: 'code:X1', name: '丙药店', kind: 'pharmacy' },
    ];
    expect(await stored()).toEqual(both);
    expect(await put('june.csv', { ...pharmacy, code: 'X1', source_id: '' })).toMatchObject({ unchanged: 1 });
    expect(await put('june.csv', clinic)).toMatchObject({ unchanged: 1 });
    expect(await stored()).toEqual(both);
  });

  it('without code does not take an institution that is known by a code alone', async () => {
    await put('june.csv', { ...clinic, code: 'X1', source_id: '' });
    expect(await collision(put('june.csv', { ...clinic, name: '乙' }))).toEqual([
      'source_id',
      'source_id X1 is stored as the code of 甲诊所: state the code',
    ]);
  });

  it('does not make an institution of one kind one of another', async () => {
    await put('a.csv', { ...clinic, code: 'A1' });
    expect(await collision(put('a.csv', { ...pharmacy, code: 'A1' }))).toEqual([
      'code',
      'code A1 is stored for 甲诊所 of kind medical, not pharmacy',
    ]);
    await put('b.csv', clinic);
    expect(await collision(put('b.csv', pharmacy))).toEqual([
      'source_id',
      'source_id X1 is stored for 甲诊所 of kind medical, not pharmacy',
    ]);
    const home = { ...pharmacy, code: 'L1', source_id: '', kind: 'ltc_home' };
    await put('c.csv', home);
    expect(await put('c.csv', { ...home, kind: 'ltc_both' })).toMatchObject({ updated: 1 });
  });

  it('of another register under a stored code is the same institution only with the same type', async () => {
    await put('a.csv', { ...clinic, code: 'A1' }, { source: '诊所登记' });
    const other = { ...clinic, code: 'A1', source_id: 'P9' };
    expect(await collision(put('b.csv', { ...other, category: '综合医院' }, { source: '医院登记' }))).toEqual(
      ['code', 'code A1 is stored for 甲诊所 of the register 诊所登记 with another type'],
    );
    expect(await put('b.csv', other, { source: '医院登记' })).toMatchObject({ updated: 1 });
    // A renamed file is no other register: a category may be corrected there.
    const renamed = { ...clinic, code: 'A2', source_id: 'R1', lon: 121.09 };
    await put('june.csv', renamed);
    expect(await put('july.csv', { ...renamed, category: '综合医院' })).toMatchObject({ updated: 1 });
  });

  it('that looks like an institution of another source is warned of', async () => {
    await put('june.csv', clinic);
    const again = await put('july.csv', clinic);
    expect(again).toMatchObject({ inserted: 1, reasons: { 'possible-duplicate': 1 } });
    expect(again.warningIssues[0]?.reason.en).toContain('june.csv X1');
    for (const change of [{ name: '乙' }, { lon: 121.0502 }])
      expect(
        (await put('august.csv', { ...clinic, source_id: JSON.stringify(change), ...change })).reasons,
      ).toEqual({});
  });
});
