import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { AREAS, csvFile, load, refused, rejections, temporaryFile } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await load(db, 'areas', AREAS);
});
afterAll(() => opened.close());
beforeEach(() => db.script('truncate institution, import_run cascade'));

const clinic = {
  code: 'A1',
  name: '一诊所',
  kind: 'medical',
  category: '普通诊所',
  address: '一号路1号',
  lon: 121.05,
  lat: 39.05,
  accuracy_m: 0,
  verified: 'true',
  stated_county: '西区',
  licensing_level: 'county',
  licensing_area_code: '210202',
  management_area_code: 'M01',
  is_branch: 'true',
  valid_from: '2010-01-01',
  services: 'personal_account;inpatient',
  designation_status: 'active',
  designated_from: '2020-01-01',
  designated_to: '',
  counts_from: '2021-01-01',
  hospital_grade: 'primary',
  beds_general_open: 20,
  beds_ltc_licensed: 5,
  beds_valid_from: '2025-01-01',
};
const names = (row: object, ...columns: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)));
const bare = names(clinic, 'code', 'name', 'kind');
const put = (row: object, options = {}) =>
  load(db, 'institutions', csvFile('clinics.csv', [{ ...row }]), { crs: 'CRS84', ...options });

/** Everything stored of the one institution, without ids and times. */
const stored = async () =>
  (
    await db.run<Record<string, unknown>>({
      text: `select i.name, i.category, i.type_no, i.address, st_astext(i.geom) as at, i.source_crs, i.accuracy_m, i.verified, i.stated_county,
                    i.licensing_level, i.licensing_area_id is not null as licensed, i.management_area_id is not null as managed,
                    i.county_id is not null as located, i.is_branch, i.valid_from,
                    (select array_agg(concat_ws(' ', d.service, d.status, d.valid, d.counts_from) order by d.service, d.valid)
                     from designation d where d.institution_id = i.institution_id) as designations,
                    (select array_agg(concat_ws(' ', b.category, b.licensed, b.open, b.occupied_bed_days, b.valid) order by b.category, b.valid)
                     from bed b where b.institution_id = i.institution_id) as beds,
                    (select array_agg(g.scale || ' ' || g.grade) from institution_grade g where g.institution_id = i.institution_id) as grades
             from institution i order by i.code`,
    })
  )[0]!;
const designations = async () => (await stored()).designations;
const active = (from = '2020-01-01') => `active [${from},) 2021-01-01`;

describe('a column that the file does not have', () => {
  it('keeps what is stored: a list of new names changes names only', async () => {
    await put(clinic);
    const before = await stored();
    const report = await put({ ...bare, name: '一诊所（更名）' });
    expect(report).toMatchObject({
      updated: 1,
      warnings: 0,
      findings: [],
      removed: { designation: 0, bed: 0, institution_grade: 0 },
    });
    expect(await stored()).toEqual({ ...before, name: '一诊所（更名）' });
    expect(await put({ ...bare, name: '一诊所（更名）' })).toMatchObject({ unchanged: 1 });
  });

  it('keeps accuracy and verification only with the position that they belong to', async () => {
    await put(clinic);
    const place = { ...bare, lon: clinic.lon, lat: clinic.lat };
    const same = await put({ ...place, name: '二' });
    expect(same.findings).toEqual([]);
    expect(await stored()).toMatchObject({ name: '二', accuracy_m: 0, verified: true });
    const moved = await put({ ...place, lon: 121.06 });
    expect(moved.findings.map(({ code }) => code)).toEqual(['accuracy-assumed']);
    expect(await stored()).toMatchObject({ at: 'POINT(121.06 39.05)', accuracy_m: 50, verified: false });
  });

  it('in a FeatureCollection is one that no feature has', async () => {
    await put(clinic);
    const feature = (properties: object, lon: number) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: [lon, 39.05] },
    });
    const file = (name: string, ...features: object[]) =>
      temporaryFile(name, JSON.stringify({ type: 'FeatureCollection', features }));
    const known = feature(bare, 121.05);
    await load(db, 'institutions', file('alone.geojson', known));
    expect(await designations()).toHaveLength(2);
    const other = feature({ code: 'A2', name: '二', kind: 'pharmacy', services: 'personal_account' }, 121.06);
    await load(db, 'institutions', file('both.geojson', known, other));
    expect(await designations()).toBeNull();
  });

  it('leaves a new institution of a file without positions without one, which is refused', async () => {
    await put(clinic);
    const two = { ...bare, code: 'A2', services: 'inpatient' };
    const file = csvFile('two.csv', [{ ...bare, services: 'inpatient' }, two]);
    expect(rejections(await refused(load(db, 'institutions', file)))).toEqual(['3: missing-coordinates']);
    const report = await load(db, 'institutions', file, { allowMissingCoordinates: true });
    expect(report).toMatchObject({ inserted: 1, updated: 1, locations: { located: 1, unlocated: 1 } });
    expect(report.warningIssues).toMatchObject([
      { row: 2, code: 'history-replaced' },
      { row: 3, code: 'category-missing' },
      { row: 3, code: 'coordinates-empty' },
    ]);
  });

  it('that contradicts a stored date is refused', async () => {
    await put(clinic);
    const report = await refused(put({ ...bare, valid_to: '2009-12-31' }));
    expect(report.issues).toMatchObject([
      { field: 'valid_from', code: 'validity-reversed', value: '2010-01-01 – 2009-12-31' },
    ]);
  });
});

describe('a column that is there and empty', () => {
  it('clears what is stored, counted by table, with a finding for institutions that lose all designations', async () => {
    await put(clinic);
    const cleared = {
      ...bare,
      address: '',
      services: '',
      hospital_grade: '',
      beds_general_open: '',
      beds_valid_from: '',
    };
    const report = await put({ ...cleared, is_branch: '' });
    expect(report.removed).toEqual({ designation: 2, bed: 1, institution_grade: 1 });
    expect(report.findings).toMatchObject([
      { code: 'designations-removed', blocking: false, details: { institutions: 1 } },
    ]);
    expect(report.warningIssues.map(({ code }) => code)).toEqual(['history-replaced']);
    expect(await stored()).toMatchObject({
      address: null,
      is_branch: false,
      designations: null,
      grades: null,
      beds: ['ltc 5 [2025-01-01,)'],
      licensed: true,
    });
  });
});

describe('designations', () => {
  it.each([
    ['designation_status', 'active'],
    ['designated_from', '2020-01-01'],
    ['designated_to', '2020-01-01'],
    ['counts_from', '2020-01-01'],
  ])('stated by %s without a service are refused', async (column, value) => {
    const row = { ...names(clinic, 'code', 'name', 'kind', 'lon', 'lat'), [column]: value };
    const other = { ...clinic, code: 'A2', lon: 121.06, services: 'inpatient' };
    for (const rows of [[{ ...row, services: '' }, other], [row]])
      expect(
        rejections(
          await refused(load(db, 'institutions', csvFile('no-service.csv', rows), { crs: 'CRS84' })),
        ),
      ).toEqual(['2: designation-without-service']);
  });

  it('that no row of a file names stop it while it brings new institutions, unless accepted', async () => {
    const { services: _services, designation_status: _status, ...rest } = clinic;
    const none = { ...rest, designated_from: '', counts_from: '' };
    const report = await refused(put(none));
    expect(report).toMatchObject({ rejected: 0, findings: [{ code: 'no-services', blocking: true }] });
    await refused(put({ ...none, services: '' }));
    const accepted = await put(none, { acceptSuspicious: true });
    expect(accepted).toMatchObject({ inserted: 1, findings: [{ code: 'no-services', blocking: false }] });
    expect((await put({ ...none, name: '二' })).findings).toEqual([]);
  });

  it('follow one another: a later period ends the stored one the day before, and nothing is lost', async () => {
    await put(clinic);
    const over = {
      ...clinic,
      designation_status: 'terminated',
      designated_from: '2026-07-01',
      counts_from: '',
    };
    expect(await put(over)).toMatchObject({ warnings: 0, removed: { designation: 0 } });
    expect(await designations()).toEqual([
      'inpatient active [2020-01-01,2026-07-01) 2021-01-01',
      'inpatient terminated [2026-07-01,)',
      'personal_account active [2020-01-01,2026-07-01) 2021-01-01',
      'personal_account terminated [2026-07-01,)',
    ]);
    expect(await put(over)).toMatchObject({ unchanged: 1 });
  });

  it('of one year after the other stand beside each other', async () => {
    const year = (number: number) => ({
      ...clinic,
      services: 'inpatient',
      counts_from: '',
      designated_from: `${number}-01-01`,
      designated_to: `${number}-12-31`,
    });
    await put(year(2025));
    expect(await put(year(2026))).toMatchObject({ warnings: 0 });
    expect(await designations()).toEqual([
      'inpatient active [2025-01-01,2026-01-01)',
      'inpatient active [2026-01-01,2027-01-01)',
    ]);
  });

  it('whose past is rewritten or no longer listed are warned of', async () => {
    await put(clinic);
    const rewritten = await put({ ...clinic, services: 'inpatient', designation_status: 'suspended' });
    expect(rewritten.removed).toMatchObject({ designation: 1 });
    expect(rewritten.warningIssues.map(({ code, reason }) => [code, reason.en])).toEqual([
      [
        'history-replaced',
        'shortens or rewrites the stored history of designations: inpatient active [2020-01-01,), personal_account active [2020-01-01,)',
      ],
    ]);
    expect(await designations()).toEqual(['inpatient suspended [2020-01-01,) 2021-01-01']);
    // An end that lies ahead takes nothing away from the past.
    expect(
      await put({
        ...clinic,
        services: 'inpatient',
        designation_status: 'suspended',
        designated_to: '9999-12-31',
      }),
    ).toMatchObject({ warnings: 0, updated: 1 });
  });

  it('take status and dates that the file has no column for from what is stored', async () => {
    await put(clinic);
    await put({ ...bare, services: 'inpatient;dual_channel' });
    expect(await designations()).toEqual(['dual_channel active (,)', `inpatient ${active()}`]);
  });

  it.each(['terminated', 'withdrawn'])('%s have no last day', async (status) => {
    const row = { ...clinic, designation_status: status, designated_to: '2025-12-31' };
    expect(rejections(await refused(put(row)))).toEqual(['2: ended-with-last-day']);
    await put({ ...clinic, designation_status: status });
    expect(
      rejections(await refused(put({ ...bare, services: 'inpatient', designated_to: '2025-12-31' }))),
    ).toEqual(['2: ended-with-last-day']);
  });
});

describe('beds', () => {
  it('of one year stay when those of the next come; unstated categories and figures stay', async () => {
    const beds = {
      ...clinic,
      beds_general_occupied_bed_days: 3000,
      beds_valid_from: '2025-01-01',
      beds_valid_to: '2025-12-31',
    };
    await put(beds);
    const next = {
      ...bare,
      beds_general_open: 30,
      beds_valid_from: '2026-01-01',
      beds_valid_to: '2026-12-31',
    };
    expect(await put(next)).toMatchObject({ removed: { bed: 0 } });
    expect((await stored()).beds).toEqual([
      'general 20 3000 [2025-01-01,2026-01-01)',
      'general 30 [2026-01-01,2027-01-01)',
      'ltc 5 [2025-01-01,2026-01-01)',
    ]);
    await put({ ...bare, beds_general_licensed: 40 });
    expect((await stored()).beds).toContain('general 40 30 [2026-01-01,2027-01-01)');
  });

  it('with more occupied bed-days than there can be are warned of, also together with stored beds', async () => {
    const year = {
      ...clinic,
      beds_general_open: 10,
      beds_general_occupied_bed_days: 3650,
      beds_valid_from: '2025-01-01',
      beds_valid_to: '2025-12-31',
    };
    expect((await put(year)).warnings).toBe(0);
    const more = { ...bare, beds_general_occupied_bed_days: 3651 };
    expect((await put(more)).warningIssues).toMatchObject([
      {
        field: 'beds_general_occupied_bed_days',
        value: '3651',
        code: 'bed-days-exceed-beds',
        reason: { en: 'occupied bed-days exceed open beds times the days of the period: 10 x 365' },
      },
    ]);
    const added = { ...year, code: 'A2', lon: 121.06, beds_general_occupied_bed_days: 99_999 };
    expect((await put(added)).reasons).toEqual({ 'bed-days-exceed-beds': 1 });
  });
});
