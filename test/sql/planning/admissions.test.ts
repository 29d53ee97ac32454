import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nearest } from '../../../api/analyses/nearest/nearest.ts';
import { ask } from '../../support/ask.ts';
import { csvFile, load } from '../../support/import-fixtures.ts';
import { addCity, CITY, declareInterval, register } from '../../support/planning-fixtures.ts';
import {
  cityPlan,
  clinic,
  openPlanningService,
  type PlanningService,
} from '../../support/planning-service.ts';

const PLAN = 'testville/2026';
const plan = cityPlan([
  { id: 'TT-A1', kind: 'validity', group: 'validity' },
  {
    id: 'TT-A2',
    kind: 'same-type-within',
    group: 'geographic',
    parameters: { radiusM: 800, newSitePurposes: ['new', 'relocation', 'branch'] },
  },
  {
    id: 'TT-B1',
    kind: 'entry-conditions',
    group: 'entry',
    parameters: { statement: 'entry_conditions_met' },
  },
  {
    id: 'TT-A5',
    kind: 'coaching-period',
    group: 'after_designation',
    appliesTo: { kinds: ['medical'] },
    parameters: { months: 6 },
  },
  {
    id: 'TT-F1',
    kind: 'exemption',
    group: 'exemption',
    parameters: {
      grounds: [
        { code: 'key_project', title: { zh: '重点项目', en: 'Key project' }, kinds: ['medical', 'pharmacy'] },
      ],
    },
    effects: [
      {
        when: ['EXEMPT'],
        on: { groups: ['geographic'] },
        from: ['FAIL', 'MANUAL_REVIEW', 'PASS'],
        to: 'EXEMPT',
        reason: { zh: '豁免', en: 'Exempt' },
      },
    ],
  },
  {
    id: 'TT-F3',
    kind: 'counts-from',
    group: 'after_designation',
    parameters: { exemptionRules: ['TT-F1'] },
  },
  {
    id: 'TT-D2',
    kind: 'temporary-designation',
    group: 'exemption',
    parameters: { ground: 'emergency' },
    effects: [
      {
        when: ['EXEMPT'],
        on: { groups: ['geographic'] },
        from: ['FAIL', 'MANUAL_REVIEW', 'PASS'],
        to: 'EXEMPT',
        reason: { zh: '临时', en: 'Temporary' },
      },
    ],
  },
]);
const NORTH = [121.1, 31.15] as const;
const EAST = [121.3, 31.05] as const;
const at = ([lon, lat]: readonly [number, number]) => ({
  lon,
  lat,
  crs: 'CRS84',
  accuracyM: 0,
  verified: true,
});

let service: PlanningService;
const db = () => service.opened.database;

beforeAll(async () => {
  service = await openPlanningService([plan]);
  await addCity(db());
});
afterAll(() => service?.close());

async function enter(application: object): Promise<string> {
  const answer = await service.call('post', '/applications', { plan: PLAN, application });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id as string;
}
async function admit(application: object, admittedOn = '2026-08-30'): Promise<string> {
  const id = await enter(application);
  const answer = await service.call('post', `/applications/${id}/admission`, { admittedOn });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return id;
}
const designate = (id: string, more: object = {}) =>
  service.call('post', `/applications/${id}/designation`, {
    effectiveOn: '2026-08-31',
    document: '协议',
    ...more,
  });
const layerRow = async (fid: number) =>
  (
    await db().run<Record<string, unknown>>({
      text: 'select * from layer_designations where fid = $1',
      values: [fid],
    })
  )[0];

describe('admission outside a batch', () => {
  test('only what passes is admitted, once; the obstacles are told', async () => {
    await register(db(), { at: EAST, designations: [{ service: 'personal_account', from: '2020-01-01' }] });
    const blocked = await enter(clinic({ site: at(EAST) }));
    const refused = await service.call('post', `/applications/${blocked}/admission`, {
      admittedOn: '2026-08-30',
    });
    expect(refused.status).toBe(409);
    expect(refused.body.issues).toMatchObject([{ field: 'TT-A2', value: 'FAIL' }]);
    expect((await service.call('get', `/applications/${blocked}/admission`)).status).toBe(404);
    const free = await admit(clinic());
    const again = await service.call('post', `/applications/${free}/admission`, { admittedOn: '2026-08-30' });
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('is admitted')]);
    expect((await service.call('get', `/applications/${free}/admission`)).body).toMatchObject({
      route: 'evaluation',
      admittedOn: '2026-08-30',
      settlement: null,
      designation: null,
      countsFrom: null,
    });
  });
});

describe('designation', () => {
  test('a new institution is entered from the application and coached for six months', async () => {
    const id = await admit(
      clinic({ applicant: { name: '新诊所' }, site: at(NORTH), managementArea: '市本级' }),
    );
    const notYet = await enter(clinic());
    expect((await designate(notYet)).status).toBe(409);
    expect((await designate(id, { effectiveOn: '2026-08-01' })).status).toBe(400);
    const answers = await Promise.all(
      [1, 2].map(() =>
        service.call(
          'post',
          `/applications/${id}/designation`,
          { effectiveOn: '2026-08-31', document: '协议', newCode: 'NEW-1' },
          { idempotencyKey: 'designate-new' },
        ),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    const answer = answers[0]?.body;
    expect(answer).toMatchObject({
      coachingUntil: '2027-02-28',
      countsFrom: null,
      lapsesOn: null,
      institution: { isNew: true },
    });
    expect((await designate(id)).status).toBe(409);
    expect(await layerRow(answer.designation)).toMatchObject({
      institution_name: '新诊所',
      institution_code: 'NEW-1',
      type_no: 37,
      category: '普通诊所',
      county_code: CITY.west.code,
      street_code: CITY.westNorth.code,
      valid_from: '2026-08-31',
      valid_to: null,
      coaching_until: '2027-02-28',
      is_temporary: false,
      verified: true,
      source_crs: 'CRS84',
    });
    const [row] = await db().run<Record<string, unknown>>({
      text: `select source, source_id, licensing_level, licensing_area_id, management_area_id, location_status, valid_from
             from institution where institution_id = $1`,
      values: [answer.institution.fid],
    });
    expect(row).toEqual({
      source: 'application',
      source_id: id,
      licensing_level: 'county',
      licensing_area_id: CITY.west.id,
      management_area_id: CITY.cityManaged.id,
      location_status: 'located',
      valid_from: '2026-08-31',
    });
  });

  test('an exempt one counts from the next year; a claim that is not proven is not admitted', async () => {
    const site = at(EAST);
    const claim = { ground: 'key_project', governmentLevel: 'municipal', document: '批文' };
    const unproven = await enter(clinic({ site, claims: [claim] }));
    expect(
      (await service.call('post', `/applications/${unproven}/admission`, { admittedOn: '2026-08-30' }))
        .status,
    ).toBe(409);
    const id = await admit(clinic({ site, claims: [{ ...claim, verified: true }] }));
    const answer = await designate(id, { effectiveOn: '2026-12-31' });
    expect(answer.body, JSON.stringify(answer.body)).toMatchObject({
      countsFrom: '2027-01-01',
      coachingUntil: '2027-06-30',
    });
    expect((await service.call('get', `/applications/${id}/admission`)).body).toMatchObject({
      route: 'exempt',
      exemptionGround: 'key_project',
      countsFrom: '2027-01-01',
      designation: answer.body.designation,
    });
  });

  test('a temporary one lapses with the emergency and needs its last day', async () => {
    await declareInterval(db(), 'emergency', '2026-09-01');
    const claims = [{ ground: 'emergency', document: '指挥部通知', verified: true }];
    const id = await admit(clinic({ applicant: { name: '临时诊所' }, site: at(EAST), claims }), '2026-09-10');
    const open = await designate(id, { effectiveOn: '2026-09-11' });
    expect([open.status, open.body.issues[0].field]).toEqual([400, 'lapsesOn']);
    const answer = await designate(id, { effectiveOn: '2026-09-11', lapsesOn: '2026-12-31' });
    expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ lapsesOn: '2026-12-31' });
    expect(await layerRow(answer.body.designation)).toMatchObject({
      is_temporary: true,
      valid_to: '2026-12-31',
    });
    const permanent = await admit(clinic({ applicant: { name: '长期诊所' }, site: at([121.02, 31.02]) }));
    const wrong = await designate(permanent, { lapsesOn: '2026-12-31' });
    expect([wrong.status, wrong.body.issues[0].field]).toEqual([400, 'lapsesOn']);
  });

  test('a later service of the same institution is added; one that runs already is refused', async () => {
    await register(db(), {
      code: 'TWO',
      name: '双服务',
      at: [121.05, 31.02],
      designations: [{ service: 'personal_account', from: '2020-01-01' }],
    });
    const of = (service_: string) =>
      clinic({
        applicant: { name: '双服务', institution: 'TWO' },
        purpose: 'add_service',
        service: service_,
        site: at([121.05, 31.02]),
      });
    const added = await designate(await admit(of('outpatient_pooling')));
    expect(added.body, JSON.stringify(added.body)).toMatchObject({
      institution: { code: 'TWO', isNew: false },
    });
    // The register contradicts the second one; a reviewer who lets it pass cannot make two agreements of one.
    const second = await enter(of('personal_account'));
    await service.call('post', `/applications/${second}/assessments`, { asOf: '2026-08-30' });
    const review = { ruleId: 'TT-A1', decision: 'accept', ground: '登记册有误，待更正', reviewer: '王科长' };
    expect((await service.call('post', `/applications/${second}/reviews`, review)).status).toBe(201);
    const passed = await service.call('post', `/applications/${second}/admission`, {
      admittedOn: '2026-08-30',
    });
    expect(passed.status, JSON.stringify(passed.body)).toBe(201);
    const twice = await designate(second);
    expect([twice.status, twice.body.detail]).toEqual([409, expect.stringContaining('from 2020-01-01')]);
  });

  test('what was terminated without an end is closed the day before a new agreement', async () => {
    await register(db(), {
      code: 'BACK',
      at: [121.15, 31.02],
      designations: [{ service: 'personal_account', status: 'terminated', from: '2024-05-01' }],
    });
    const id = await admit(
      clinic({ applicant: { name: '回归', institution: 'BACK' }, site: at([121.15, 31.02]) }),
    );
    expect((await designate(id)).status).toBe(201);
    const rows = await db().run<{ status: string; valid: string }>({
      text: `select d.status, d.valid::text as valid from designation d join institution using (institution_id) where code = 'BACK' order by d.valid_from`,
    });
    expect(rows).toEqual([
      { status: 'terminated', valid: '[2024-05-01,2026-08-31)' },
      { status: 'active', valid: '[2026-08-31,)' },
    ]);
  });

  test('grade, level and beds change from the day on, and the agreement goes on', async () => {
    const fid = await register(db(), {
      code: 'HOSP',
      name: '医院',
      category: '综合医院',
      typeNo: 1,
      at: [121.35, 31.15],
      designations: [{ service: 'inpatient', from: '2015-01-01' }],
      beds: [
        {
          category: 'general',
          licensed: 120,
          open: 110,
          designated: 100,
          occupiedBedDays: 30_000,
          from: '2025-01-01',
        },
      ],
      grades: [{ scale: 'hospital_grade', grade: 'primary', from: '2015-01-01' }],
    });
    const hospital = (purpose: string, more: object) =>
      clinic({
        applicant: { name: '医院', institution: 'HOSP' },
        purpose,
        service: 'inpatient',
        category: '综合医院',
        site: at([121.35, 31.15]),
        ...more,
      });
    const [running] = await db().run<{ designation_id: number }>({
      text: 'select designation_id from designation where institution_id = $1',
      values: [fid],
    });
    const graded = await designate(
      await admit(hospital('hospital_grade_change', { gradeChange: { from: 'primary', to: 'secondary' } })),
    );
    expect(graded.body.designation).toBe(running?.designation_id);
    const converted = { from: { general: 30 }, to: { rehabilitation: 30 } };
    await designate(await admit(hospital('bed_conversion', { bedConversion: converted })));
    await designate(await admit(hospital('add_beds', { beds: { general: 5 } })), {
      effectiveOn: '2026-10-01',
    });
    const rows = await db().run<{ text: string }>({
      text: `select concat_ws(' ', category, licensed, open, designated, occupied_bed_days, valid) as text from bed where institution_id = $1
             order by category, valid_from`,
      values: [fid],
    });
    expect(rows.map((row) => row.text)).toEqual([
      'general 120 110 100 30000 [2025-01-01,2026-08-31)',
      'general 120 110 70 [2026-08-31,2026-10-01)',
      'general 120 110 75 [2026-10-01,)',
      'rehabilitation 30 [2026-08-31,)',
    ]);
    const grades = await db().run<{ text: string }>({
      text: `select concat_ws(' ', grade, valid) as text from institution_grade where institution_id = $1 order by valid_from`,
      values: [fid],
    });
    expect(grades.map((row) => row.text)).toEqual([
      'primary [2015-01-01,2026-08-31)',
      'secondary [2026-08-31,)',
    ]);
    const tooMany = await admit(
      hospital('bed_conversion', { bedConversion: { from: { general: 500 }, to: {} } }),
    );
    expect((await designate(tooMany, { effectiveOn: '2026-11-01' })).status).toBe(409);
  });

  test('a move keeps the old point for earlier days and ends what was not admitted to the new one', async () => {
    const [oldSite, newSite] = [[121.32, 31.12] as const, [121.38, 31.18] as const];
    const fid = await register(db(), {
      code: 'MOVES',
      name: '搬迁药店',
      kind: 'pharmacy',
      at: oldSite,
      designations: [
        { service: 'personal_account', from: '2018-01-01' },
        { service: 'dual_channel', from: '2022-01-01' },
      ],
    });
    const id = await admit({
      ...clinic({ applicant: { name: '搬迁药店', institution: 'MOVES' } }),
      purpose: 'relocation',
      kind: 'pharmacy',
      category: undefined,
      licence: undefined,
      relocation: { ground: 'ordinary' },
      site: at(newSite),
    });
    const answer = await designate(id, { effectiveOn: '2026-09-15' });
    expect(answer.body, JSON.stringify(answer.body)).toMatchObject({
      institution: { fid, code: 'MOVES', isNew: false },
      endedServices: ['dual_channel'],
    });
    const rows = await db().run<{ own: boolean; service: string; valid: string }>({
      text: `select d.institution_id = $1 as own, d.service, (d.valid * i.valid)::text as valid from designation d join institution i using (institution_id)
             where i.name = '搬迁药店' order by own, d.service`,
      values: [fid],
    });
    expect(rows).toEqual([
      { own: false, service: 'dual_channel', valid: '[2022-01-01,2026-09-15)' },
      { own: false, service: 'personal_account', valid: '[2018-01-01,2026-09-15)' },
      { own: true, service: 'personal_account', valid: '[2026-09-15,)' },
    ]);
    const whereOn = async (asOf: string) => {
      const found = await ask(db(), nearest, { lon: 121.35, lat: 31.15, kind: 'pharmacy', k: 5, asOf });
      const { features } = found as unknown as {
        features: { properties: { name: string }; geometry: { coordinates: number[] } }[];
      };
      return features
        .filter(({ properties }) => properties.name === '搬迁药店')
        .map(({ geometry }) => geometry.coordinates);
    };
    expect(await whereOn('2026-09-14')).toEqual([[...oldSite]]);
    expect(await whereOn('2026-09-15')).toEqual([[...newSite]]);
  });
});

describe('a register that is imported again', () => {
  test('keeps the dates of the workflow, whatever first day the file states', async () => {
    const claims = [{ ground: 'key_project', document: '批文', verified: true }];
    const id = await admit(clinic({ applicant: { name: '入册诊所' }, site: at([121.02, 31.18]), claims }));
    const { body } = await designate(id, { newCode: 'REG-1' });
    const row = {
      code: 'REG-1',
      name: '入册诊所',
      kind: 'medical',
      category: '普通诊所',
      lon: 121.02,
      lat: 31.18,
    };
    const state = async () =>
      await db().run<Record<string, unknown>>({
        text: `select designation_id, service, status, valid_from, valid_to, plan_id, coaching_until, counts_from, application_id
               from designation where institution_id = $1 order by valid_from`,
        values: [body.institution.fid],
      });
    const before = await state();
    expect(before).toMatchObject([
      { application_id: id, plan_id: PLAN, counts_from: '2027-01-01', coaching_until: '2027-02-28' },
    ]);
    const put = (more: object) =>
      load(db(), 'institutions', csvFile('again.csv', [{ ...row, ...more }]), {
        crs: 'CRS84',
        asOf: '2026-11-20',
      });
    const services = { services: 'personal_account', designation_status: 'active' };
    for (const more of [
      { services: 'personal_account' },
      { ...services, designated_from: '' },
      { ...services, designated_from: '2026-08-01', counts_from: '' },
      { ...services, designated_from: '2026-08-31' },
      { services: '' },
    ]) {
      expect(await put(more), JSON.stringify(more)).toMatchObject({ rejected: 0 });
      expect(await state(), JSON.stringify(more)).toEqual(before);
    }
    await put({ ...services, designated_from: '2026-08-31', designated_to: '2026-12-31' });
    expect(await state()).toEqual([{ ...before[0], valid_to: '2026-12-31' }]);
    await put({
      ...services,
      designation_status: 'terminated',
      designated_from: '2027-02-01',
      designated_to: '',
    });
    expect((await state()).map(({ status, valid_from }) => [status, valid_from])).toEqual([
      ['active', '2026-08-31'],
      ['terminated', '2027-02-01'],
    ]);
  });

  test('does not make a temporary designation permanent', async () => {
    const claims = [{ ground: 'emergency', document: '通知', verified: true }];
    const id = await admit(
      clinic({ applicant: { name: '临时二' }, site: at([121.37, 31.02]), claims }),
      '2026-09-10',
    );
    const { body } = await designate(id, {
      effectiveOn: '2026-09-11',
      lapsesOn: '2026-12-31',
      newCode: 'TEMP-2',
    });
    const row = {
      code: 'TEMP-2',
      name: '临时二',
      kind: 'medical',
      category: '普通诊所',
      lon: 121.37,
      lat: 31.02,
    };
    const file = csvFile('temp.csv', [
      {
        ...row,
        services: 'personal_account',
        designation_status: 'active',
        designated_from: '',
        designated_to: '',
      },
    ]);
    await load(db(), 'institutions', file, { crs: 'CRS84', asOf: '2026-11-20' });
    expect(await layerRow(body.designation)).toMatchObject({
      lapses_on: '2026-12-31',
      valid_to: '2026-12-31',
      is_temporary: true,
    });
  });
});

describe('at the same time', () => {
  test('one code for two new institutions at the same time: the second is told that it is taken', async () => {
    const ids: string[] = [];
    for (const [index, name] of ['同码甲', '同码乙'].entries())
      ids.push(await admit(clinic({ applicant: { name }, site: at([121.03 + index * 0.1, 31.02]) })));
    const answers = await Promise.all(ids.map((id) => designate(id, { newCode: 'SAME-1' })));
    expect(answers.map((answer) => answer.status).sort(), JSON.stringify(answers[1]?.body)).toEqual([
      201, 409,
    ]);
  });
});
