import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { gatherFacts } from '../../../api/planning/facts/gather-facts.ts';
import { inSnapshot } from '../../../api/planning/facts/in-snapshot.ts';
import { type ApplicationInput, applicationSchema } from '../../../api/policy/application.ts';
import { type Facts, factsSchema } from '../../../api/policy/facts.ts';
import { getPlan, loadPlans } from '../../../api/policy/load-plans.ts';
import { project } from '../../support/fixtures.ts';
import { addCity, CITY, register } from '../../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { testPlan } from '../../support/test-plan.ts';

const AS_OF = '2026-06-30';
let opened: TestDatabase;
let db: Database;
const plan = testPlan();

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCity(db);
});
afterAll(() => opened.close());

function ask(given: Partial<ApplicationInput> = {}, more: { asOf?: string } = {}): Promise<Facts> {
  const application = applicationSchema.parse({
    applicant: { name: '申请人' },
    purpose: 'new',
    kind: 'medical',
    service: 'personal_account',
    category: '中医诊所',
    site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0, verified: true },
    ...given,
  });
  return inSnapshot(db, (tx) => gatherFacts(tx, { plan, application, asOf: more.asOf ?? AS_OF }));
}

describe('the site', () => {
  it('is placed in street, county and city; the facts fit their schema', async () => {
    const facts = await ask();
    expect(factsSchema.parse(facts)).toEqual(facts);
    expect(facts.site).toMatchObject({ locationStatus: 'located', extent: 'inside', leavesCity: false });
    expect([facts.street?.code, facts.county?.code, facts.city?.code]).toEqual([
      CITY.westSouth.code,
      CITY.west.code,
      CITY.code,
    ]);
    expect(facts.type).toEqual({ scheme: 'dalian-62', typeNo: 37, problem: null, candidates: [] });
  });

  it('on a border is nowhere; in another city it is outside; without CRS nothing is placed or searched', async () => {
    const border = await ask({ site: { lon: 121.2, lat: 31.05, crs: 'CRS84', accuracyM: 0 } });
    expect(border.site?.locationStatus).toBe('border');
    expect([border.street, border.county]).toEqual([null, null]);
    const unknown = await ask({ site: { lon: 121.1, lat: 31.05, accuracyM: 0 } });
    expect(unknown.site).toMatchObject({ crsKnown: false, lon: 121.1 });
    expect([unknown.street, unknown.neighbours]).toEqual([null, null]);
    const away = await ask({ site: { lon: 122, lat: 31.05, crs: 'CRS84', accuracyM: 0 } });
    expect(away.site).toMatchObject({ locationStatus: 'outside', extent: 'outside', leavesCity: true });
  });

  it('is converted from GCJ-02, and its circle is seen to leave the city', async () => {
    const [lon, lat] = await project(db, [121, 31.05], 700, 90);
    const near = await ask({ site: { lon, lat, crs: 'EPSG:4490', accuracyM: 0 } });
    expect(near.site).toMatchObject({ leavesCity: true, extent: 'leaves' });
    const [far] = await project(db, [121, 31.05], 900, 90);
    expect((await ask({ site: { lon: far, lat, crs: 'CRS84', accuracyM: 0 } })).site).toMatchObject({
      leavesCity: false,
      extent: 'inside',
    });
    const gcj = await ask({ site: { lon: 121.1, lat: 31.05, crs: 'GCJ02', accuracyM: 0 } });
    expect(Math.abs(gcj.site!.lon - 121.1)).toBeGreaterThan(0.003);
    await expect(ask({ site: { lon: 31, lat: 121, crs: 'CRS84', accuracyM: 0 } })).rejects.toThrow(
      /exchanged/,
    );
  });
});

describe('what the application refers to', () => {
  it('is found by code or name; what is unknown or ambiguous is told, never guessed', async () => {
    const facts = await ask({
      licence: { authorityLevel: 'county', areaCode: '东城区' },
      businessLicenceAreaCode: CITY.west.code,
      managementArea: '市本级',
    });
    expect(facts.licensingArea).toMatchObject({ code: CITY.east.code, parentCode: CITY.code });
    expect(facts.businessArea?.code).toBe(CITY.west.code);
    expect(facts.managementArea?.code).toBe(CITY.cityManaged.code);
    expect(facts.unresolved).toEqual([]);
    const wrong = await ask({ licence: { areaCode: '无此区' }, managementArea: '无此区' });
    expect([wrong.licensingArea, wrong.managementArea]).toEqual([null, null]);
    expect(wrong.unresolved).toEqual([
      { field: 'licence.areaCode', value: '无此区', problem: 'unknown' },
      { field: 'managementArea', value: '无此区', problem: 'unknown' },
    ]);
    expect((await ask({ licence: { authorityLevel: 'city' } })).licensingArea?.code).toBe(CITY.code);
  });

  it('an institution in the register gives its history and, at an unchanged address, its site and authorities', async () => {
    const id = await register(db, {
      code: 'OWN',
      at: [121.3, 31.05],
      accuracyM: 3,
      licensingLevel: 'county',
      licensingArea: CITY.east.id,
      managementArea: CITY.westManaged.id,
      designations: [
        { service: 'personal_account', from: '2024-01-01', coachingUntil: '2024-06-30' },
        { service: 'outpatient_pooling', status: 'terminated', from: '2023-01-01', to: '2023-12-31' },
      ],
      grades: [{ scale: 'settlement_level', grade: 'II', obtainedBy: 'carried_over', from: '2025-01-01' }],
      beds: [{ category: 'general', designated: 20 }],
    });
    const applicant = { name: '申请人', institution: 'OWN' };
    const facts = await ask({
      applicant,
      purpose: 'settlement_promotion',
      site: undefined,
      category: undefined,
    });
    expect(facts.site).toMatchObject({ lon: 121.3, accuracyM: 3, verified: true });
    expect(facts.type?.typeNo).toBe(37);
    expect([facts.licensingArea?.code, facts.licensingLevel, facts.managementArea?.code]).toEqual([
      CITY.east.code,
      'county',
      CITY.westManaged.code,
    ]);
    expect(facts.applicant).toMatchObject({
      institutionId: id,
      movedM: 0,
      designatedBeds: { general: 20 },
      coachingUntil: '2024-06-30',
    });
    expect(facts.applicant?.services.map(({ service, status }) => `${service} ${status}`)).toEqual([
      'outpatient_pooling terminated',
      'personal_account active',
    ]);
    expect(facts.applicant?.grades[0]).toMatchObject({ grade: 'II', obtainedBy: 'carried_over' });
    expect(facts.neighbours?.listed).toEqual([]);
    const moved = await ask({ applicant: { name: 'x', institution: `id:${id}` }, purpose: 'relocation' });
    expect(moved.applicant?.movedM).toBeGreaterThan(18_000);
    expect(moved.licensingArea).toBeNull();
    await expect(ask({ applicant: { name: 'x', institution: 'nobody' } })).rejects.toThrow(/no institution/);
  });
});

describe('neighbours', () => {
  const origin = [121.05, 31.15] as const;
  const around = (more: Partial<ApplicationInput> = {}, date?: { asOf: string }) =>
    ask(
      { site: { lon: origin[0], lat: origin[1], crs: 'CRS84', accuracyM: 0, verified: true }, ...more },
      date,
    );
  const named = async (facts: Promise<Facts>) =>
    (await facts).neighbours!.listed.map((one) => `${one.name} ${one.designated}`);

  beforeAll(async () => {
    const at = (distanceM: number) => project(db, origin, distanceM, 60);
    await register(db, { name: 'same', at: await at(100) });
    await register(db, { name: 'other type', at: await at(110), typeNo: 33, category: '口腔门诊部' });
    await register(db, { name: 'untyped', at: await at(120), typeNo: null, category: '护理中心' });
    await register(db, { name: 'other scheme', at: await at(130), typeScheme: 'elsewhere', typeNo: 5 });
    await register(db, {
      name: 'other scheme, other type',
      at: await at(140),
      typeScheme: 'elsewhere',
      typeNo: 37,
      category: '口腔诊所',
    });
    await register(db, {
      name: 'ran out',
      at: await at(150),
      designations: [{ service: 'personal_account', to: '2026-06-29' }],
    });
    await register(db, {
      name: 'ended',
      at: await at(160),
      designations: [
        { service: 'personal_account', to: '2026-05-31' },
        { service: 'personal_account', status: 'terminated', from: '2026-06-01' },
      ],
    });
    await register(db, { name: 'never', at: await at(170), designations: [] });
    await register(db, {
      name: 'suspended',
      at: await at(180),
      designations: [{ service: 'personal_account', status: 'suspended' }],
    });
    await register(db, {
      name: 'temporary',
      at: await at(190),
      designations: [{ service: 'personal_account', to: '2026-06-30', lapsesOn: '2026-06-30' }],
    });
    await register(db, {
      name: 'exempt',
      at: await at(200),
      designations: [{ service: 'personal_account', countsFrom: '2027-01-01' }],
    });
    await register(db, { name: 'coarse', at: await at(2_500), accuracyM: 1_500 });
    await register(db, { name: 'beyond', at: await at(1_190) });
    await register(db, { name: 'far', at: await at(1_300) });
    await register(db, { name: 'pharmacy', kind: 'pharmacy', at: await at(90) });
  });

  it('are those that may be of the same type, nearest first, with what was agreed', async () => {
    const facts = await around();
    expect(facts.neighbours!.listed.map((one) => `${one.name} ${one.designated}`)).toEqual([
      'same in_force',
      'untyped in_force',
      'other scheme in_force',
      'ran out lapsed',
      'suspended in_force',
      'temporary in_force',
      'exempt in_force',
      'beyond in_force',
      'coarse in_force',
    ]);
    const of = (name: string) => facts.neighbours!.listed.find((one) => one.name === name)!;
    expect(of('same')).toMatchObject({ distanceM: 100, typeNo: 37, countsFrom: null, isTemporary: false });
    expect(of('other scheme').typeNo).toBe(37);
    expect(of('untyped').typeNo).toBeNull();
    expect(of('suspended').suspended).toBe(true);
    expect(of('temporary').isTemporary).toBe(true);
    expect(of('exempt').countsFrom).toBe('2027-01-01');
    expect(facts.neighbours).toMatchObject({
      truncated: false,
      unplaced: 0,
      isDataSilent: false,
      searchedM: 1200,
    });
  });

  it('a temporary agreement that reached its day has ended, one that ran out is in doubt', async () => {
    const later = await named(around({}, { asOf: '2026-07-01' }));
    expect(later).toContain('ran out lapsed');
    expect(later.some((name) => name.startsWith('temporary'))).toBe(false);
  });

  it('of a pharmacy are pharmacies', async () => {
    expect(await named(around({ kind: 'pharmacy', category: undefined }))).toEqual(['pharmacy in_force']);
  });

  it('those not designated are listed where a rule counts them too', async () => {
    const application = applicationSchema.parse({
      applicant: { name: '申请人' },
      purpose: 'new',
      kind: 'medical',
      service: 'personal_account',
      category: '中医诊所',
      site: { lon: origin[0], lat: origin[1], crs: 'CRS84', accuracyM: 0 },
    });
    const xian = getPlan(loadPlans(), 'xian/2025-2027');
    const { neighbours } = await gatherFacts(db, { plan: xian, application, asOf: AS_OF });
    const names = neighbours!.listed.map((one) => `${one.name} ${one.designated}`);
    expect(names).toEqual(expect.arrayContaining(['never never', 'ended ended', 'same in_force']));
    expect(neighbours!.registersUndesignated).toBe(true);
    expect(neighbours!.searchedM).toBe(1500);
  });

  it('of any type are listed where the category may mean another type', async () => {
    const names = await named(around({ licence: { certificate: 'record_filing' } }));
    expect(names).toContain('other type in_force');
    expect(names).toContain('other scheme, other type in_force');
  });

  it('an applicant is not its own neighbour, but the main site of a branch is', async () => {
    const own = await register(db, { code: 'MAIN', name: 'main', at: await project(db, origin, 50, 0) });
    const applicant = { name: 'x', institution: 'MAIN' };
    expect(await named(around({ applicant, purpose: 'relocation' }))).not.toContain('main in_force');
    const branch = await around({ applicant, purpose: 'branch' });
    expect(branch.neighbours!.listed.find((one) => one.institutionId === own)?.isBranchOfApplicant).toBe(
      true,
    );
  });

  it('without position they are counted unless their county is out of reach', async () => {
    const before = (await around()).neighbours!.unplaced;
    await register(db, { at: null, statedCounty: CITY.east.name });
    await register(db, { at: null, statedCounty: CITY.west.name });
    await register(db, { at: null, typeNo: 33, category: '口腔门诊部' });
    expect((await around()).neighbours!.unplaced).toBe(before + 1);
  });

  it('gathering twice gives equal facts', async () => {
    const [one, two] = [await around(), await around()];
    expect(JSON.stringify(two)).toBe(JSON.stringify(one));
  });
});
