import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { configSchema } from '../../api/config.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { project } from '../support/fixtures.ts';
import { addAnnualPlan, addCity, CITY, register, setStatistic } from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

/** A river between a site and the one clinic of its type: 640 m apart in a straight line, farther over the only bridge. */
let opened: TestDatabase;
let app: Express;
let editor: string;
const DALIAN = { plan: 'dalian/2025-2027', code: '210200', asOf: '2026-06-30' };
const KAIFENG = { plan: 'kaifeng/2025-2030', code: '410200', asOf: '2025-06-30' };
const STRAIGHT_M = 640;
/** From both doors to the nearest street. */
const DOOR_M = 10;

beforeAll(async () => {
  opened = await openTestDatabase();
  app = createApp({
    database: opened.database,
    config: configSchema.parse({ RATE_LIMIT_PER_MINUTE: '0' }),
    log: pino({ level: 'silent' }),
  });
  const key = { name: 'editor', role: 'editor' } as const;
  editor = (await createKey(opened.database, key, { actor: 'cli:test' })).key;
});
afterAll(() => opened.close());

beforeEach(async () => {
  await opened.database.script(`
    truncate institution, area, area_statistic, annual_plan, data_extent, data_extent_edge restart identity cascade;
    delete from walk_network`);
  await addCity(opened.database);
});

type At = readonly [number, number];
const along = (from: At, metres: number, degrees: number) =>
  project(opened.database, [...from], metres, degrees);

/** Lays the streets of both banks and the bridge so far east that the walk is about `walkM`; the motorway bridge is nearer. */
async function layStreets(walkM: number, options: { code?: string } = {}): Promise<{ clinic: At }> {
  const site: At = CITY.site;
  const clinic = await along(site, STRAIGHT_M, 0);
  const eastM = (walkM - STRAIGHT_M) / 2;
  const [southStart, southBridge, northStart, northBridge] = await Promise.all([
    along(site, DOOR_M, 90),
    along(site, eastM, 90),
    along(clinic, DOOR_M, 90),
    along(clinic, eastM, 90),
  ]);
  const tags = [
    { highway: 'residential', name: '南岸路' },
    { highway: 'residential', name: '北岸路' },
    { highway: 'footway', bridge: 'yes', layer: '1', name: '人行桥' },
    { highway: 'motorway', bridge: 'yes' },
  ];
  await loadNetwork(
    opened.database,
    [
      [southStart, southBridge, await along(southBridge, 900, 90)],
      [northStart, northBridge, await along(northBridge, 900, 90)],
      [southBridge, northBridge],
      [southStart, northStart],
    ],
    { tags: (index) => tags[index] ?? {}, source: '测试测绘', ...options },
  );
  return { clinic };
}

/** The plan's city with everything but distance in order, and the one clinic of the type. */
async function settle({ plan, code }: { plan: string; code: string }, clinic: At): Promise<void> {
  const { database } = opened;
  await database.run({ text: 'update area set code = $1 where area_id = $2', values: [code, CITY.id] });
  await register(database, { at: clinic, category: '普通诊所', name: '对岸诊所' });
  await addAnnualPlan(database, plan, { year: 2025, area: CITY.west.id, quantity: 3 });
  await addAnnualPlan(database, plan, { year: 2026, area: CITY.west.id, quantity: 3 });
  await setStatistic(database, CITY.west.id, 'cost_growth', 0.04, '2024-12-31');
  await setStatistic(database, CITY.id, 'cost_growth', 0.05, '2024-12-31');
}

interface Answer {
  readonly assessmentId: string | null;
  readonly overall: string;
  readonly isSynthetic: boolean;
  readonly dataVersions: Record<string, string>;
  readonly findings: readonly {
    ruleId: string;
    outcome: string;
    measured?: number;
    threshold?: number;
    reason: { zh: string; en: string };
    missing?: { item: string }[];
    derived?: Record<string, unknown>;
    dataVersions: Record<string, string>;
    evidence?: { institutions?: Record<string, unknown>[] };
  }[];
  readonly features: readonly {
    geometry: { type: string; coordinates: number[][] };
    properties: Record<string, unknown>;
  }[];
}

async function assess({ plan, asOf }: { plan: string; asOf: string }, save = false): Promise<Answer> {
  const [lon, lat] = CITY.site;
  const response = await request(app)
    .post('/assessments')
    .set('Authorization', `Bearer ${editor}`)
    .send({
      plan,
      asOf,
      save,
      application: {
        applicant: { name: '申请诊所' },
        purpose: 'new',
        kind: 'medical',
        service: 'personal_account',
        category: '普通诊所',
        site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
        licence: { authorityLevel: 'county', areaCode: CITY.west.code },
        statements: { entry_conditions_met: { value: true, verified: true } },
      },
    });
  expect([response.status, response.text.slice(0, 300)]).toEqual([save ? 201 : 200, expect.any(String)]);
  return JSON.parse(response.text) as Answer;
}

function findingOf(answer: Answer, ruleId: string): Answer['findings'][number] {
  const found = answer.findings.find((candidate) => candidate.ruleId === ruleId);
  if (!found) throw new Error(`no finding ${ruleId}`);
  return found;
}

/** The length of a line in metres by PostGIS. */
async function lengthOf(line: number[][]): Promise<number> {
  const geojson = JSON.stringify({ type: 'LineString', coordinates: line });
  const [row] = await opened.database.run<{ length_m: number }>({
    text: 'select st_length(st_setsrid(st_geomfromgeojson($1), 4326)::geography, true) as length_m',
    values: [geojson],
  });
  return row?.length_m ?? Number.NaN;
}

describe('640 m in a straight line, 1,180 m over the bridge', () => {
  it('Kaifeng, which counts minutes on foot: PASS, with the walk, the route and the version of the network', async () => {
    const { clinic } = await layStreets(1_180);
    await settle(KAIFENG, clinic);
    const answer = await assess(KAIFENG);
    const finding = findingOf(answer, 'KF-C1');
    expect(finding).toMatchObject({ outcome: 'PASS', threshold: 1000 });
    expect(finding.measured).toBeCloseTo(1_180, 0);
    expect(finding.evidence?.institutions?.[0]).toMatchObject({
      name: '对岸诊所',
      relation: 'beyond',
      distanceM: STRAIGHT_M,
      walkM: finding.measured,
      walkMinutes: ((finding.measured ?? 0) * 60) / 4_000,
    });
    expect(finding.evidence?.institutions?.[0]?.siteSnapM).toBeCloseTo(DOOR_M, 1);
    expect(finding.evidence?.institutions?.[0]?.snapM).toBeCloseTo(DOOR_M, 1);
    expect(finding.reason.zh).toContain('步行 1180');
    expect(answer.overall).toBe('PASS');
    expect(answer.dataVersions.walking_network).toBe('test-streets (测试测绘, 2026-01-01)');
    expect(finding.dataVersions.walking_network).toBe(answer.dataVersions.walking_network);
    expect(answer.isSynthetic).toBe(true);

    const routes = answer.features.filter(({ properties }) => properties.role === 'route');
    expect(routes).toHaveLength(1);
    const { geometry, properties } = routes[0]!;
    expect(geometry.type).toBe('LineString');
    expect([geometry.coordinates[0], geometry.coordinates.at(-1)]).toEqual([[...CITY.site], [...clinic]]);
    expect(properties.walk_m).toBe(finding.measured);
    expect(Math.abs((await lengthOf(geometry.coordinates)) - (finding.measured ?? 0))).toBeLessThan(0.005);
  });

  it('Dalian, which counts a radius: FAIL by the straight line, whatever the streets', async () => {
    const { clinic } = await layStreets(1_180);
    await settle(DALIAN, clinic);
    const answer = await assess(DALIAN);
    expect(findingOf(answer, 'DL-A2')).toMatchObject({ outcome: 'FAIL', measured: STRAIGHT_M });
    expect(answer.overall).toBe('FAIL');
    expect(answer.dataVersions.walking_network).toBeUndefined();
    expect(answer.isSynthetic).toBe(false);
  });
});

describe('the same clinic at other walks (Kaifeng)', () => {
  it.each([
    [700, 'FAIL_IN_PRINCIPLE', 800],
    [799, 'FAIL_IN_PRINCIPLE', 800],
    [801, 'MANUAL_REVIEW', 1000],
    [900, 'MANUAL_REVIEW', 1000],
    [999, 'MANUAL_REVIEW', 1000],
    [1_001, 'PASS', 1000],
  ])('%d m on foot → %s', async (walkM, outcome, threshold) => {
    const { clinic } = await layStreets(walkM);
    await settle(KAIFENG, clinic);
    const answer = await assess(KAIFENG);
    const finding = findingOf(answer, 'KF-C1');
    expect(finding).toMatchObject({ outcome, threshold });
    expect(Math.abs((finding.measured ?? 0) - walkM)).toBeLessThan(0.2);
    expect(finding.derived?.nearestWalkMinutes).toBeCloseTo((walkM * 60) / 4_000, 1);
    expect(answer.overall).toBe(outcome);
  });

  it('3,000 m on foot is beyond what is searched, and still a path: PASS that says so', async () => {
    const { clinic } = await layStreets(3_000);
    await settle(KAIFENG, clinic);
    const finding = findingOf(await assess(KAIFENG), 'KF-C1');
    expect(finding).toMatchObject({ outcome: 'PASS', measured: 2_000, threshold: 1000 });
    expect(finding.evidence?.institutions?.[0]).toMatchObject({ walkBeyondM: 2_000, distanceM: STRAIGHT_M });
    expect(finding.reason.en).toContain('on foot more than 2000 m');
  });
});

describe('where nothing can be concluded on foot (Kaifeng)', () => {
  const openBecause = async (item: string) => {
    const answer = await assess(KAIFENG);
    const finding = findingOf(answer, 'KF-C1');
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.map((missing) => missing.item)).toEqual([item]);
    expect(answer.overall).toBe('MANUAL_REVIEW');
    return { answer, finding };
  };

  it('no network → MANUAL_REVIEW, and no version is named', async () => {
    await settle(KAIFENG, await along(CITY.site, STRAIGHT_M, 0));
    const { answer } = await openBecause('walking_network');
    expect(answer.dataVersions.walking_network).toBeUndefined();
  });

  it('a network that only lies inactive → MANUAL_REVIEW', async () => {
    const { clinic } = await layStreets(1_180);
    await opened.database.script('update walk_network set is_active = false');
    await settle(KAIFENG, clinic);
    await openBecause('walking_network');
  });

  it('no bridge: two parts that no path joins → MANUAL_REVIEW, never "far"', async () => {
    const clinic = await along(CITY.site, STRAIGHT_M, 0);
    await loadNetwork(opened.database, [
      [await along(CITY.site, DOOR_M, 90), await along(CITY.site, 900, 90)],
      [await along(clinic, DOOR_M, 90), await along(clinic, 900, 90)],
    ]);
    await settle(KAIFENG, clinic);
    const { finding } = await openBecause('walking_path');
    expect(finding.evidence?.institutions?.[0]).toMatchObject({ relation: 'no_path' });
  });

  it.each([
    [201, 'site_not_snapped', 'MANUAL_REVIEW'],
    [199, 'beyond', 'PASS'],
  ])('the site %d m from the network (limit 200 m) → %s', async (metres, relation, outcome) => {
    const clinic = await along(CITY.site, STRAIGHT_M, 0);
    await loadNetwork(opened.database, [
      [
        await along(CITY.site, metres, 180),
        await along(CITY.site, 900, 180),
        await along(CITY.site, 1_200, 90),
        await along(clinic, 600, 90),
        await along(clinic, DOOR_M, 90),
      ],
    ]);
    await settle(KAIFENG, clinic);
    const finding = findingOf(await assess(KAIFENG), 'KF-C1');
    expect(finding.outcome).toBe(outcome);
    expect(finding.evidence?.institutions?.[0]).toMatchObject({ relation });
  });

  it('the clinic farther from the network than the limit → MANUAL_REVIEW', async () => {
    const clinic = await along(CITY.site, STRAIGHT_M, 0);
    await loadNetwork(opened.database, [
      [await along(CITY.site, DOOR_M, 90), await along(CITY.site, 900, 90)],
    ]);
    await settle(KAIFENG, clinic);
    const { finding } = await openBecause('walking_path');
    expect(finding.evidence?.institutions?.[0]).toMatchObject({ relation: 'not_snapped' });
  });
});

describe('a kept assessment', () => {
  it('replays the walk as it was; its route is drawn from that version as long as it is stored', async () => {
    const { clinic } = await layStreets(1_180, { code: 'before' });
    await settle(KAIFENG, clinic);
    const { assessmentId } = await assess(KAIFENG, true);
    const read = (query: string) =>
      request(app).get(`/assessments/${assessmentId}${query}`).set('Authorization', `Bearer ${editor}`);
    const routes = async () =>
      (JSON.parse((await read('?f=geojson')).text) as Answer).features.filter(
        ({ properties }) => properties.role === 'route',
      );
    await layStreets(700, { code: 'after' });
    expect((await routes())[0]?.properties.walk_m).toBeCloseTo(1_180, 0);
    const html = (await read('?f=html')).text;
    expect(html).toContain('<polyline');
    expect(html).toMatch(/1(179\.9|180)[\d.]* m · 17\.7 min/);
    // The ways from both doors to the street are part of the walk and told.
    expect(html).toMatch(/<td>[\d.]+ m \+ [\d.]+ m<\/td>/);
    const replay = (await read('/replay?now=true')).body as {
      isEqual: boolean;
      now: { overall: string; facts: { path: string }[] };
    };
    expect(replay.isEqual).toBe(true);
    expect(replay.now.overall).toBe('FAIL_IN_PRINCIPLE');
    expect(replay.now.facts.map(({ path }) => path)).toContain('walk.networkCode');
    await opened.database.script(`delete from walk_network where code = 'before'`);
    expect(await routes()).toEqual([]);
    expect((await read('/replay')).body).toMatchObject({ isEqual: true, overall: { replayed: 'PASS' } });
  });
});
