import gcoord from 'gcoord';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { AREAS, csvFile, load, refused, rejections, temporaryFile } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

// The package's types describe a module with a `default` member; what Node imports is that member itself.
const { BD09, GCJ02, transform, WGS84 } = gcoord as unknown as typeof gcoord.default;

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await load(db, 'areas', AREAS);
});
afterAll(() => opened.close());
beforeEach(() => db.script('truncate institution, import_run cascade'));

const CRS = { crs: 'CRS84' };
const hospital = {
  code: 'H1',
  source_id: 'x1',
  name: '第一医院',
  kind: 'medical',
  category: '中医（综合）医院',
  address: '一号路1号',
  lon: 121.05,
  lat: 39.05,
  accuracy_m: 3,
  verified: '是',
  stated_county: '西区',
  licensing_authority: '市卫生健康委员会',
  licensing_level: 'city',
  licensing_area_code: '210200',
  business_licence_area_code: '210202',
  management_area_code: 'M01',
  hospital_grade: 'tertiary',
  settlement_level: 'II',
  valid_from: '2001/5/1',
  services: 'inpatient；outpatient_pooling',
  designated_from: '20200101',
  counts_from: '2021年1月1日',
  beds_general_licensed: 500,
  beds_general_open: 450,
  beds_ltc_designated: 20,
  beds_valid_from: '2025-01-01',
  beds_valid_to: '2025-12-31',
};
const branch = {
  code: 'H1-2',
  name: '第一医院分院',
  kind: 'medical',
  category: '中医（综合）医院',
  lon: 121.25,
  lat: 39.15,
  parent_code: 'H1',
  is_branch: 'true',
};

describe('institutions', () => {
  it('are stored with everything that the flat columns say', async () => {
    // The branch stands before its parent in the file.
    const report = await load(db, 'institutions', csvFile('all.csv', [branch, hospital]), CRS);
    expect(report).toMatchObject({ inserted: 2, rejected: 0, warnings: 0, locations: { located: 2 } });
    expect(report.findings.map((finding) => finding.code)).toEqual(['accuracy-assumed']);
    const [row] = await db.run({
      text: `select i.source, i.source_id, i.category, i.type_scheme, i.type_no, st_astext(i.geom) as geom, i.source_crs, i.accuracy_m, i.verified,
                    i.licensing_authority, i.licensing_level, l.code as licensing, b.code as business, m.code as management,
                    s.code as street, c.code as county, t.code as city, i.valid_from, i.valid_to,
                    (select array_agg(g.scale || ' ' || g.grade order by g.scale) from institution_grade g where g.institution_id = i.institution_id) as grades,
                    (select array_agg(d.service || ' ' || d.status || ' ' || d.valid_from || ' ' || d.counts_from order by d.service)
                     from designation d where d.institution_id = i.institution_id) as designations,
                    (select array_agg(concat_ws(' ', d.category, d.licensed, d.open, d.designated, d.valid_from, d.valid_to) order by d.category)
                     from bed d where d.institution_id = i.institution_id) as beds
             from institution i left join area l on l.area_id = i.licensing_area_id left join area b on b.area_id = i.business_licence_area_id
                  left join area m on m.area_id = i.management_area_id left join area s on s.area_id = i.street_id
                  left join area c on c.area_id = i.county_id left join area t on t.area_id = i.city_id
             where i.code = 'H1'`,
    });
    expect(row).toEqual({
      source: 'all.csv',
      source_id: 'x1',
      category: '中医（综合）医院',
      type_scheme: 'dalian-62',
      type_no: 1,
      geom: 'POINT(121.05 39.05)',
      source_crs: 'CRS84',
      accuracy_m: 3,
      verified: true,
      licensing_authority: '市卫生健康委员会',
      licensing_level: 'city',
      licensing: '210200',
      business: '210202',
      management: 'M01',
      street: '210202001',
      county: '210202',
      city: '210200',
      valid_from: '2001-05-01',
      valid_to: null,
      grades: ['hospital_grade tertiary', 'settlement_level II'],
      designations: [
        'inpatient active 2020-01-01 2021-01-01',
        'outpatient_pooling active 2020-01-01 2021-01-01',
      ],
      beds: ['general 500 450 2025-01-01 2025-12-31', 'ltc 20 2025-01-01 2025-12-31'],
    });
    const [child] = await db.run({
      text: `select c.is_branch, p.code as parent, c.accuracy_m, c.source_id from institution c join institution p on p.institution_id = c.parent_id`,
    });
    expect(child).toEqual({ is_branch: true, parent: 'H1', accuracy_m: 50, source_id: 'H1-2' });
  });

  const everything = () =>
    db.run({
      text: `select i.institution_id, i.xmin::text as i, i.updated_at, d.designation_id, d.xmin::text as d, g.scale, g.xmin::text as g, b.bed_id
             from institution i left join designation d using (institution_id) left join institution_grade g using (institution_id)
                  left join bed b using (institution_id) order by 1, 4, 6, 8`,
    });

  it('change nothing when the same file comes again, under any file name where they have a code', async () => {
    await load(db, 'institutions', csvFile('all.csv', [branch, { ...hospital, source_id: '' }]), CRS);
    const before = await everything();
    for (const name of ['all.csv', 'renamed.csv'])
      expect(
        await load(db, 'institutions', csvFile(name, [branch, { ...hospital, source_id: '' }]), CRS),
      ).toMatchObject({ inserted: 0, updated: 0, unchanged: 2 });
    expect(await everything()).toEqual(before);
  });

  it('write only what changed: a new name leaves designations, grades and beds alone', async () => {
    await load(db, 'institutions', csvFile('all.csv', [branch, hospital]), CRS);
    const children = () =>
      db.run<{ id: number }>({
        text: 'select designation_id as id, xmin::text from designation union all select bed_id, xmin::text from bed order by 1',
      });
    const before = await children();
    expect(
      await load(db, 'institutions', csvFile('all.csv', [branch, { ...hospital, name: '新名' }]), CRS),
    ).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await children()).toEqual(before);
    const services = {
      ...hospital,
      name: '新名',
      services: 'inpatient;dual_channel',
      beds_ltc_designated: 30,
      hospital_grade: '',
    };
    await load(db, 'institutions', csvFile('all.csv', [services]), CRS);
    const [row] = await db.run({
      text: `select (select array_agg(service order by service) from designation) as services, (select count(*)::int from designation where designation_id = any($1)) as kept,
                    (select array_agg(scale) from institution_grade) as scales, (select designated from bed where category = 'ltc') as ltc`,
      values: [before.map((child) => child.id)],
    });
    expect(row).toEqual({
      services: ['dual_channel', 'inpatient'],
      kept: 1,
      scales: ['settlement_level'],
      ltc: 30,
    });
  });

  it('are known by source and source_id until they get a code; a key of another institution is refused', async () => {
    const options = { ...CRS, source: 'register' };
    const plain = {
      source_id: '7',
      name: '药店',
      kind: 'pharmacy',
      services: 'personal_account',
      lon: 121.1,
      lat: 39.1,
    };
    await load(
      db,
      'institutions',
      csvFile('a.csv', [plain, { ...plain, source_id: '8', lon: 121.12 }]),
      options,
    );
    expect(
      await load(db, 'institutions', csvFile('b.csv', [{ ...plain, code: 'P7' }]), options),
    ).toMatchObject({ updated: 1, inserted: 0 });
    // The register's own file, still without codes, is the same institution and does not take the code away.
    await load(db, 'institutions', csvFile('a.csv', [{ ...plain, name: '药店二' }]), options);
    const rows = await db.run({ text: 'select code, source_id, name from institution order by source_id' });
    expect(rows).toEqual([
      { code: 'P7', source_id: '7', name: '药店二' },
      { code: null, source_id: '8', name: '药店' },
    ]);
    const collision = await refused(
      load(db, 'institutions', csvFile('c.csv', [{ ...plain, code: 'P9' }]), options),
    );
    expect(collision.issues[0]?.reason.en).toBe(
      'the key belongs to another institution: source_id 7 is stored for 药店二 with code P7',
    );
    const shared = await refused(
      load(db, 'institutions', csvFile('d.csv', [{ ...plain, code: 'P7' }, plain]), options),
    );
    expect(rejections(shared)).toEqual(['2: key-collision', '3: key-collision']);
  });

  it('without position are refused, or loaded unlocated when asked', async () => {
    const file = csvFile('nowhere.csv', [
      { code: 'N', name: '无坐标', kind: 'pharmacy', services: 'personal_account', lon: '', lat: '' },
    ]);
    expect(rejections(await refused(load(db, 'institutions', file, CRS)))).toEqual([
      '2: missing-coordinates',
    ]);
    const report = await load(db, 'institutions', file, { ...CRS, allowMissingCoordinates: true });
    expect(report).toMatchObject({
      inserted: 1,
      locations: { unlocated: 1 },
      reasons: { 'coordinates-empty': 1 },
    });
  });

  it.each([
    ['GCJ02', transform([121.05, 39.05] as [number, number], WGS84, GCJ02) as [number, number]],
    ['BD09', transform([121.05, 39.05] as [number, number], WGS84, BD09) as [number, number]],
    ['EPSG:4490', [121.05, 39.05]],
    ['EPSG:3857', [13475224.36, 4728836.18]],
  ] as const)('in %s are converted to WGS 84', async (crs, [x, y]) => {
    const file = csvFile('crs.csv', [
      { code: 'C', name: '点', kind: 'pharmacy', services: 'personal_account', x, y },
    ]);
    expect(await load(db, 'institutions', file, { crs })).toMatchObject({ crs, inserted: 1 });
    const [row] = await db.run<{ off: number; source_crs: string }>({
      text: `select distance_m(geog, 'POINT(121.05 39.05)'::geography) as off, source_crs from institution`,
    });
    expect(row?.source_crs).toBe(crs);
    expect(row?.off).toBeLessThan(1);
  });

  it('a mapping translates a foreign file; rows it leaves out are counted by its reason, apart from rejections', async () => {
    const tags = csvFile('poi.csv', [
      { uid: 1, title: '大药房', tag: '医疗;药店', city: '测试市', lng: 121.11, lat: 39.11 },
      { uid: 2, title: '宠物医院', tag: '医疗;其他', city: '测试市', lng: 121.11, lat: 39.12 },
      { uid: 3, title: '诊所', tag: '医疗;诊所', city: '外市', lng: 121.11, lat: 39.13 },
      { uid: 4, title: '美容店', tag: '丽人;美容', city: '测试市', lng: 121.11, lat: 39.14 },
      { uid: 5, title: '不明', tag: '其他', city: '测试市', lng: 121.11, lat: 39.15 },
      { uid: 6, title: '诊所二', tag: '医疗;诊所', city: '测试市', lng: 121.12, lat: 39.13 },
    ]);
    const mapping = {
      columns: { source_id: 'uid', name: 'title', kind: 'tag', category: 'tag', lon: 'lng' },
      constants: { licensing_level: 'county', services: 'personal_account' },
      values: {
        kind: {
          map: { '医疗;药店': 'pharmacy', '医疗;诊所': 'medical' },
          skip: ['丽人;美容'],
          skipReason: 'not-medical',
        },
        category: { map: { '医疗;诊所': '普通诊所' }, unmapped: 'empty' as const },
      },
      exclude: [
        { column: 'city', in: ['外市'], reason: 'other-city' },
        { column: 'title', contains: ['宠物'], reason: 'not-medical' },
      ],
    };
    const report = await load(db, 'institutions', tags, { ...CRS, mapping, skipInvalid: true });
    expect(report).toMatchObject({
      rowsRead: 6,
      inserted: 2,
      excluded: 3,
      excludedBy: { 'other-city': 1, 'not-medical': 2 },
      rejected: 1,
    });
    expect(report.issues).toMatchObject([
      { row: 6, field: 'kind', value: '其他', code: 'unmapped-value', allowed: '医疗;药店, 医疗;诊所' },
    ]);
    const rows = await db.run({
      text: 'select source, source_id, name, kind, category, type_no, licensing_level from institution order by source_id',
    });
    expect(rows).toEqual([
      {
        source: 'poi.csv',
        source_id: '1',
        name: '大药房',
        kind: 'pharmacy',
        category: null,
        type_no: null,
        licensing_level: 'county',
      },
      {
        source: 'poi.csv',
        source_id: '6',
        name: '诊所二',
        kind: 'medical',
        category: '普通诊所',
        type_no: 37,
        licensing_level: 'county',
      },
    ]);
  });
});

describe('a coordinate system stated wrongly', () => {
  // 300 true positions within 1.5 km of the border between the two counties, given in BD-09.
  const rows = Array.from({ length: 300 }, (_, index) => {
    const west = index % 2 === 0;
    const offset = 0.0005 + (index / 300) * 0.017;
    const [lon, lat] = transform([121.2 + (west ? -offset : offset), 39.01 + index * 0.0006], WGS84, BD09);
    return {
      code: `B${index}`,
      name: '店',
      kind: 'pharmacy',
      services: 'personal_account',
      lon,
      lat,
      accuracy_m: 5,
      stated_county: west ? '西区' : '210201',
    };
  });

  it.each(['CRS84', 'GCJ02'])(
    'BD-09 declared as %s is found out by the stated counties and stops the import',
    async (crs) => {
      const report = await refused(
        load(db, 'institutions', csvFile('bd.csv', rows), { crs, skipInvalid: true }),
      );
      expect(report.rejected).toBe(0);
      expect(report.findings).toMatchObject([
        { code: 'datum-mismatch-suspected', blocking: true, details: { declared: crs, better: 'BD09' } },
      ]);
      expect(report.statedCounty).toMatchObject({ compared: 300, insideIfRead: { BD09: 300 } });
      expect(report.statedCounty?.inside).toBeLessThan(290);
      const accepted = await load(db, 'institutions', csvFile('bd.csv', rows), {
        crs,
        acceptSuspicious: true,
        dryRun: true,
      });
      expect(accepted).toMatchObject({ inserted: 300, committed: false });
      expect(accepted.findings).toMatchObject([{ code: 'datum-mismatch-suspected', blocking: false }]);
    },
  );

  it('declared rightly, nothing is suspected', async () => {
    const report = await load(db, 'institutions', csvFile('bd.csv', rows), { crs: 'BD09', source: 'poi' });
    expect(report).toMatchObject({
      inserted: 300,
      findings: [],
      statedCounty: { compared: 300, inside: 300 },
    });
  });
});

describe('before any row', () => {
  const point = {
    code: 'A',
    name: '甲',
    kind: 'pharmacy',
    services: 'personal_account',
    lon: 121.1,
    lat: 39.1,
  };
  it.each([
    ['no coordinate system', csvFile('no-crs.csv', [point]), {}, 'crs'],
    ['an unknown coordinate system', csvFile('bad-crs.csv', [point]), { crs: 'Xian80' }, undefined],
    [
      'a mapping to no standard column',
      csvFile('m1.csv', [point]),
      { ...CRS, mapping: { columns: { nmae: 'name' } } },
      'mapping.columns',
    ],
    [
      'a mapping from no column',
      csvFile('m2.csv', [point]),
      { ...CRS, mapping: { columns: { address: 'addr' } } },
      'mapping.columns.address',
    ],
    ['a required column from nowhere', csvFile('m3.csv', [{ code: 'A', lon: 1, lat: 1 }]), CRS, 'name'],
    ['no rows', temporaryFile('empty.csv', 'code,name,kind,lon,lat\n'), CRS, 'file'],
    [
      'an unknown type scheme',
      csvFile('scheme.csv', [point]),
      { ...CRS, typeScheme: 'nowhere' },
      'typeScheme',
    ],
    [
      'a surface',
      csvFile('surface.csv', [point]),
      {
        ...CRS,
        surface: { code: 'x', titleZh: 'x', titleEn: 'x', asOf: '2020-01-01', method: 'x', document: 'x' },
      },
      'surface',
    ],
  ])('%s refuses the file', async (_what, file, options, field) => {
    const error = await load(db, 'institutions', file, options).then(
      () => undefined,
      (thrown: Error & { issues?: { field: string }[]; field?: string }) => thrown,
    );
    expect(error?.name).toMatch(/InvalidInputError|GeoInputError|NotFoundError/);
    expect(error?.issues?.[0]?.field).toBe(field);
  });
});
