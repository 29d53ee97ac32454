import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { configSchema } from '../../api/config.ts';
import type { ApplicationInput } from '../../api/policy/application.ts';
import { project } from '../support/fixtures.ts';
import {
  addAnnualPlan,
  addCity,
  CITY,
  designate,
  type RegisteredInstitution,
  register,
  setParameter,
  setStatistic,
} from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** The worked examples that one assessment answers, asked over HTTP of the plans themselves. */
let opened: TestDatabase;
let app: Express;
const DALIAN = { plan: 'dalian/2025-2027', code: '210200', asOf: '2026-06-30' };
const KAIFENG = { plan: 'kaifeng/2025-2030', code: '410200', asOf: '2025-06-30' };
const XIAN = { plan: 'xian/2025-2027', code: '610100', asOf: '2026-06-30' };
const QINGDAO = { plan: 'qingdao/2023-2025', code: '370200', asOf: '2025-06-30' };

beforeAll(async () => {
  opened = await openTestDatabase();
  app = createApp({
    database: opened.database,
    config: configSchema.parse({ RATE_LIMIT_PER_MINUTE: '0' }),
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => opened.close());

beforeEach(async () => {
  await opened.database.script(`
    truncate institution, area, area_statistic, annual_plan, plan_parameter, area_classification, data_extent, data_extent_edge
    restart identity cascade`);
  await addCity(opened.database);
});

/** The fixture's city takes the code of the plan's city. */
async function inCity({ code }: { code: string }): Promise<void> {
  await opened.database.run({
    text: 'update area set code = $1 where area_id = $2',
    values: [code, CITY.id],
  });
}

async function at(metres: number, degrees = 40): Promise<readonly [number, number]> {
  return project(opened.database, [...CITY.site], metres, degrees);
}

async function neighbour(metres: number, more: RegisteredInstitution = {}, degrees = 40): Promise<number> {
  return register(opened.database, { at: await at(metres, degrees), ...more });
}

interface Answer {
  readonly overall: string;
  readonly findings: readonly {
    ruleId: string;
    outcome: string;
    measured?: unknown;
    missing?: { item: string }[];
    evidence?: { institutions?: { distanceM: number; county: string }[] };
    changed?: { from: string; by: string }[];
  }[];
}

async function assess(
  city: { plan: string; asOf: string },
  application: Partial<ApplicationInput>,
): Promise<
  Answer & { outcome(ruleId: string): string; finding(ruleId: string): Answer['findings'][number] }
> {
  const [lon, lat] = CITY.site;
  const response = await request(app)
    .post('/assessments')
    .send({
      plan: city.plan,
      asOf: city.asOf,
      application: {
        applicant: { name: '申请机构' },
        purpose: 'new',
        kind: 'medical',
        service: 'personal_account',
        site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
        ...application,
      },
    });
  expect([response.status, response.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
  const answer = JSON.parse(response.text) as Answer;
  const finding = (ruleId: string) => {
    const found = answer.findings.find((candidate) => candidate.ruleId === ruleId);
    if (!found) throw new Error(`no finding ${ruleId}`);
    return found;
  };
  return { ...answer, finding, outcome: (ruleId) => finding(ruleId).outcome };
}

describe('worked examples', () => {
  it('1: Dalian, 中医诊所 with a designated 普通诊所 at 612 m in the next district → FAIL by DL-A2', async () => {
    await inCity(DALIAN);
    // the site lies west of the county border, the neighbour east of it
    const site = [121.198, 31.05] as const;
    const other = await project(opened.database, [...site], 612, 90);
    await register(opened.database, { at: other, category: '普通诊所', name: '邻区诊所' });
    const answer = await assess(DALIAN, {
      category: '中医诊所',
      site: { lon: site[0], lat: site[1], crs: 'CRS84', accuracyM: 0, verified: true },
    });
    expect(answer.overall).toBe('FAIL');
    const finding = answer.finding('DL-A2');
    expect(finding.outcome).toBe('FAIL');
    expect(finding.evidence?.institutions?.[0]).toMatchObject({ distanceM: 612, county: CITY.east.name });
    expect(answer.outcome('DL-A3')).toBe('PASS');
  });

  describe('3: Dalian, the building of a 口腔门诊部 is demolished and it moves 350 m', () => {
    const moves = async () => {
      await inCity(DALIAN);
      const old = await neighbour(350, { code: 'OLD', category: '口腔门诊部', typeNo: 33 });
      expect(old).toBeGreaterThan(0);
      return {
        applicant: { name: '口腔门诊部', institution: 'OLD' },
        purpose: 'relocation' as const,
        category: '口腔门诊部',
        relocation: {
          ground: 'dangerous_building_demolition' as const,
          document: '危房鉴定书',
          verified: true,
        },
        statements: { entry_conditions_met: { value: true, verified: true } },
      };
    };
    it('only its own old site within 800 m → PASS without a quantity rule', async () => {
      const answer = await assess(DALIAN, await moves());
      expect(answer.outcome('DL-A2')).toBe('PASS');
      expect(answer.outcome('DL-F4')).toBe('EXEMPT');
      expect(answer.overall).toBe('PASS');
    });
    it('another type 33 at 300 m → MANUAL_REVIEW', async () => {
      const application = await moves();
      await neighbour(300, { category: '口腔门诊部', typeNo: 33 }, 200);
      const answer = await assess(DALIAN, application);
      expect(answer.outcome('DL-A2')).toBe('MANUAL_REVIEW');
      expect(answer.finding('DL-A2').changed).toMatchObject([{ from: 'FAIL', by: 'DL-F4' }]);
      expect(answer.overall).toBe('MANUAL_REVIEW');
    });
  });

  describe('9: Kaifeng, a pharmacy', () => {
    const pharmacy = { kind: 'pharmacy' as const, businessLicenceAreaCode: CITY.west.code };
    beforeEach(async () => {
      await inCity(KAIFENG);
      await addAnnualPlan(opened.database, KAIFENG.plan, {
        year: 2025,
        area: CITY.west.id,
        kind: 'pharmacy',
        quantity: 3,
      });
      await setStatistic(opened.database, CITY.west.id, 'cost_growth', 0.04, '2024-12-31');
      await setStatistic(opened.database, CITY.id, 'cost_growth', 0.05, '2024-12-31');
    });
    it('the nearest same type at 1,050 m straight → PASS', async () => {
      await neighbour(1_050, { kind: 'pharmacy' });
      const answer = await assess(KAIFENG, pharmacy);
      expect(answer.outcome('KF-C1')).toBe('PASS');
      expect(answer.overall).toBe('PASS');
    });
    it('at 640 m straight without a network → MANUAL_REVIEW that names it', async () => {
      await neighbour(640, { kind: 'pharmacy' });
      const answer = await assess(KAIFENG, pharmacy);
      expect(answer.overall).toBe('MANUAL_REVIEW');
      expect(answer.finding('KF-C1').missing?.map(({ item }) => item)).toContain('walking_network');
    });
  });

  describe('10: beds', () => {
    it.each([
      [0.74996, 'FAIL_IN_PRINCIPLE'],
      [0.75, 'PASS'],
    ])('Kaifeng, 50 beds where the area uses %f of its beds → %s', async (rate, outcome) => {
      await inCity(KAIFENG);
      const { database } = opened;
      await setStatistic(database, CITY.id, 'resident_pop', 4_700_000, '2024-12-31');
      await setStatistic(database, CITY.cityManaged.id, 'bed_use_rate', rate, '2024-12-31');
      await setStatistic(database, CITY.west.id, 'cost_growth', 0.04, '2024-12-31');
      await setStatistic(database, CITY.id, 'cost_growth', 0.05, '2024-12-31');
      await addAnnualPlan(database, KAIFENG.plan, { year: 2025, area: CITY.id, quantity: 3 });
      for (const category of ['general', 'rehabilitation'])
        await setParameter(database, KAIFENG.plan, 'bed_indicator_per_1000_residents', 7, {
          qualifier: category,
          unit: 'beds per 1000 residents',
        });
      await database.run({
        text: `insert into area_classification (area_id, trait, value, document, entered_by) values ($1, 'main_urban', 'true', '主城区范围', 'test')`,
        values: [CITY.east.id],
      });
      await neighbour(3_000, {
        category: '综合医院',
        typeNo: 1,
        designations: [{ service: 'inpatient', from: '2020-01-01' }],
        beds: [{ category: 'general', designated: 30_000, open: 30_000, from: '2024-01-01' }],
      });
      const answer = await assess(KAIFENG, {
        service: 'inpatient',
        category: '综合医院',
        beds: { general: 50 },
        managementArea: '市本级',
      });
      expect(answer.outcome('KF-B1')).toBe('PASS');
      expect(answer.outcome('KF-B3')).toBe(outcome);
      expect(answer.overall).toBe(outcome);
    });

    it('Qingdao, 20 psychiatric beds where psychiatry is at its indicator → FAIL despite room in the total', async () => {
      await inCity(QINGDAO);
      const { database } = opened;
      await setStatistic(database, CITY.id, 'resident_pop', 10_000_000, '2024-12-31');
      await setStatistic(database, CITY.cityManaged.id, 'bed_use_rate', 0.8, '2024-12-31');
      await neighbour(3_000, {
        category: '精神病医院',
        typeNo: 16,
        designations: [{ service: 'inpatient', from: '2020-01-01' }],
        beds: [{ category: 'psychiatric', designated: 7_800, open: 7_800, from: '2024-01-01' }],
      });
      const answer = await assess(QINGDAO, {
        service: 'inpatient',
        category: '精神病医院',
        beds: { psychiatric: 20 },
        managementArea: '市本级',
      });
      expect(answer.outcome('QD-6')).toBe('FAIL');
      expect(answer.overall).toBe('FAIL');
      expect(answer.finding('QD-5').measured).toBeLessThan(7.5);
    });
  });

  describe('11: the infirmary of an elderly home, the same type at 200 m', () => {
    const infirmary: Partial<ApplicationInput> = {
      service: 'outpatient_pooling',
      category: '普通诊所',
      claims: [{ ground: 'elderly_home_infirmary', document: '养老机构设立证明', verified: true }],
    };
    it.each([
      [XIAN, 'XA-6', 'EXEMPT', 'XA-4', 'EXEMPT', 'PASS'],
      [KAIFENG, 'KF-C2', 'PRIORITY', 'KF-C1', 'MANUAL_REVIEW', 'MANUAL_REVIEW'],
      [QINGDAO, 'QD-9', 'PRIORITY', 'QD-8', 'MANUAL_REVIEW', 'MANUAL_REVIEW'],
      [DALIAN, 'DL-F1', 'NOT_APPLICABLE', 'DL-A2', 'FAIL', 'FAIL'],
    ] as const)('%o', async (city, privilege, given, distance, found, overall) => {
      await inCity(city);
      await neighbour(200);
      const answer = await assess(city, infirmary);
      expect([answer.outcome(privilege), answer.outcome(distance), answer.overall]).toEqual([
        given,
        found,
        overall,
      ]);
    });
  });

  it('12: an exempt pharmacy designated on 2026-12-31 flips its district from +6 to +7 on 2027-01-01', async () => {
    await inCity(DALIAN);
    const { database } = opened;
    await database.run({
      text: `insert into pharmacy_bound (area_id, pharmacy_kind, upper_bound, version, document, content_hash) values ($1, 'all', 4, '1', '测算', 'x')`,
      values: [CITY.west.id],
    });
    for (let n = 0; n < 10; n += 1)
      await neighbour(1_000 + n, { kind: 'pharmacy', businessArea: CITY.west.id });
    const exempt = await neighbour(2_000, { kind: 'pharmacy', businessArea: CITY.west.id, designations: [] });
    await designate(database, exempt, {
      service: 'personal_account',
      from: '2026-12-31',
      countsFrom: '2027-01-01',
    });
    const ask = (asOf: string) =>
      assess({ ...DALIAN, asOf }, { kind: 'pharmacy', businessLicenceAreaCode: CITY.west.code });
    const before = await ask('2026-12-31');
    const after = await ask('2027-01-01');
    expect(before.finding('DL-D1')).toMatchObject({ derived: { class: 'saturated' } });
    expect(after.finding('DL-D1')).toMatchObject({ derived: { class: 'over_saturated' } });
  });
});
