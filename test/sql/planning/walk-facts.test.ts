import { latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { gatherFacts } from '../../../api/planning/facts/gather-facts.ts';
import { inSnapshot } from '../../../api/planning/facts/in-snapshot.ts';
import { type ApplicationInput, applicationSchema } from '../../../api/policy/application.ts';
import { evaluatePlan } from '../../../api/policy/evaluate.ts';
import { type Facts, factsSchema } from '../../../api/policy/facts.ts';
import { getPlan, loadPlans } from '../../../api/policy/load-plans.ts';
import { project } from '../../support/fixtures.ts';
import { addCity, CITY, register, setParameter } from '../../support/planning-fixtures.ts';
import { insertSurface } from '../../support/population-cells.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { loadNetwork } from '../../support/walk-fixtures.ts';

const plans = loadPlans();
const DALIAN = getPlan(plans, 'dalian/2025-2027');
const KAIFENG = getPlan(plans, 'kaifeng/2025-2030');
const XIAN = getPlan(plans, 'xian/2025-2027');
const AS_OF = '2026-06-30';
let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());
beforeEach(async () => {
  await db.script(`
    truncate institution, area, plan_parameter, data_extent, data_extent_edge, population_surface restart identity cascade;
    delete from walk_network`);
  await addCity(db);
});

/** The facts of a new pharmacy at CITY.site, with the statements that were run. */
async function gather(
  plan: typeof DALIAN,
  given: Partial<ApplicationInput> = {},
): Promise<{ facts: Facts; statements: number; application: ReturnType<typeof applicationSchema.parse> }> {
  const application = applicationSchema.parse({
    applicant: { name: '申请人' },
    purpose: 'new',
    kind: 'pharmacy',
    service: 'personal_account',
    site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0, verified: true },
    ...given,
  });
  let statements = 0;
  const facts = await inSnapshot(db, (tx) => {
    const run = tx.run.bind(tx);
    tx.run = (statement) => {
      statements += 1;
      return run(statement);
    };
    return gatherFacts(tx, { plan, application, asOf: AS_OF });
  });
  expect(factsSchema.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
  return { facts, statements, application };
}

/** `eastM` along the street of the site, `northM` off it. */
async function on(eastM: number, northM = 0): Promise<[number, number]> {
  const at = await project(db, [...CITY.site], Math.abs(eastM), eastM < 0 ? 270 : 90);
  return northM === 0 ? at : project(db, at, northM, 0);
}
async function layStreet(): Promise<void> {
  const stations = Array.from({ length: 81 }, (_, index) => (index - 40) * 100);
  const line: [number, number][] = [];
  for (const eastM of stations) line.push(await on(eastM));
  await loadNetwork(db, [line], { code: 'one-street', isSynthetic: false });
}

describe('walks among the facts', () => {
  it('are gathered where a rule measures them, in one statement more; institutions beyond by straight line are not walked to', async () => {
    const [near, far, off] = [
      await register(db, { kind: 'pharmacy', at: await on(500) }),
      await register(db, { kind: 'pharmacy', at: await on(1_200) }),
      await register(db, { kind: 'pharmacy', at: await on(0, 250) }),
    ];
    const without = await gather(KAIFENG);
    expect([without.facts.walk, without.facts.dataVersions.walking_network]).toEqual([null, undefined]);
    expect(without.statements).toBeLessThanOrEqual(10);
    await layStreet();
    // The first question loads the network.
    await gather(KAIFENG);
    const { facts, statements } = await gather(KAIFENG);
    expect(statements).toBeLessThanOrEqual(10);
    expect(facts.dataVersions.walking_network).toBe('one-street (invented for a test, 2026-01-01)');
    expect(facts.isSynthetic).toBe(false);
    expect(facts.walk).toMatchObject({ networkCode: 'one-street', siteSnapped: true, speedKmh: 4 });
    expect(facts.walk?.siteSnapM).toBeLessThan(0.02);
    const reached = new Map(facts.walk?.reached.map((entry) => [entry.institutionId, entry]));
    expect([...reached.keys()].sort()).toEqual([near, off].sort());
    expect(reached.get(near)?.walkM).toBeCloseTo(500, 1);
    expect(reached.get(off)).toEqual({ institutionId: off, walkM: null, snapped: false });
    expect(facts.neighbours?.listed.map(({ institutionId }) => institutionId)).toContain(far);
  });

  it('are not gathered for a plan without such a rule, for an application it does not concern, or without a position', async () => {
    await layStreet();
    expect((await gather(DALIAN)).facts.walk).toBeNull();
    expect(
      (await gather(KAIFENG, { kind: 'medical', service: 'inpatient', category: '综合医院' })).facts.walk,
    ).toBeNull();
    expect((await gather(KAIFENG, { site: undefined })).facts.walk).toBeNull();
    const unknownCrs = { lon: CITY.site[0], lat: CITY.site[1], accuracyM: 0 };
    expect((await gather(KAIFENG, { site: unknownCrs })).facts.walk).toBeNull();
  });

  it('name the site that reaches no network, and label a synthetic one', async () => {
    await loadNetwork(db, [[await on(5_000), await on(6_000)]], { code: 'elsewhere', isSynthetic: true });
    const { facts } = await gather(KAIFENG);
    expect(facts.walk).toMatchObject({ siteSnapped: false, reached: [] });
    expect(facts.walk?.networkCode).toBeUndefined();
    expect(facts.isSynthetic).toBe(true);
  });

  it('search farther where positions are inexact, so that a long way round is not mistaken for none', async () => {
    await layStreet();
    // 1,500 m off by its position, which may be wrong by 600 m: the straight line decides nothing, and the walk neither.
    const id = await register(db, { kind: 'pharmacy', at: await on(1_500), accuracyM: 600 });
    const { facts, application } = await gather(KAIFENG);
    expect(facts.walk?.reached).toMatchObject([{ institutionId: id, snapped: true }]);
    expect(facts.walk?.reached[0]?.walkM).toBeCloseTo(1_500, 0);
    const { findings } = evaluatePlan({ plan: KAIFENG, application, facts, asOf: AS_OF });
    expect(findings.find(({ ruleId }) => ruleId === 'KF-C1')?.outcome).toBe('MANUAL_REVIEW');
  });
});

describe('residents whom nobody of the type serves on foot (XA-5)', () => {
  /** A cell with a centre of its own choice. */
  const cell = async (residents: number, eastM: number, northM = 0) => {
    const at = await on(eastM, northM);
    return { h3: latLngToCell(at[1], at[0], 12), population: residents, at };
  };
  beforeEach(async () => {
    await layStreet();
    await register(db, { kind: 'pharmacy', at: await on(300) });
    await register(db, { kind: 'pharmacy', at: await on(1_500) });
    await register(db, { kind: 'medical', at: await on(-900) });
    await setParameter(db, XIAN.id, 'uncovered_insured_review', 3_000, { unit: 'persons' });
  });
  const surface = async () => [
    await cell(1, 100),
    await cell(2, 520),
    await cell(4, -650),
    await cell(8, -750),
    await cell(16, -990),
    await cell(32, -1_010),
    await cell(64, -600, 150),
    await cell(128, -600, 250),
    await cell(0, -800),
  ];

  it('are counted within the walk of the site, those beyond a path apart, in one statement more', async () => {
    await insertSurface(db, await surface(), { isModelled: true, asOf: '2025-01-01' });
    await gather(XIAN);
    const { facts, statements, application } = await gather(XIAN);
    expect(statements).toBeLessThanOrEqual(11);
    // -750 and -990 lie within 1,000 m of the site and farther from both pharmacies; -600 with 150 m to the street does too.
    expect(facts.walk?.uncoveredResidents).toEqual({
      surface: 's',
      isModelled: true,
      walkM: 1_000,
      residents: 8 + 16 + 64,
      unknown: 128,
    });
    expect(facts.walk?.uncoveredInsured).toBeNull();
    const { findings } = evaluatePlan({ plan: XIAN, application, facts, asOf: AS_OF });
    const finding = findings.find(({ ruleId }) => ruleId === 'XA-5');
    // Residents are not insured persons: the conflict stays for review for want of their number.
    expect(finding).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      derived: { uncoveredResidents: 88, uncoveredResidentsAreModelled: true },
    });
    expect(finding?.missing?.map(({ item }) => item)).toEqual(['uncovered_insured']);
    expect(finding?.reason.zh).toContain('推算常住人口约 88 人');
  });

  it('are not told without a surface of the date, nor by a plan that does not ask for them', async () => {
    await insertSurface(db, await surface(), { asOf: '2026-07-01' });
    expect((await gather(XIAN)).facts.walk?.uncoveredResidents).toBeUndefined();
    await insertSurface(db, await surface(), { code: 'now', asOf: '2026-06-30' });
    expect((await gather(XIAN)).facts.walk?.uncoveredResidents?.surface).toBe('now');
    expect((await gather(KAIFENG)).facts.walk?.uncoveredResidents).toBeUndefined();
  });
});
