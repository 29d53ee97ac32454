import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eligibleZones } from '../../api/analyses/eligible-zones/eligible-zones.ts';
import {
  type EligibleCell,
  listEligibleCells,
} from '../../api/analyses/eligible-zones/list-eligible-cells.ts';
import { applicationAt, type ZoneQuestion } from '../../api/analyses/eligible-zones/zone-question.ts';
import { type ZoneStatus, zoneVerdict } from '../../api/analyses/eligible-zones/zone-verdict.ts';
import type { Database } from '../../api/db/database.ts';
import { InvalidInputError } from '../../api/errors.ts';
import { assess } from '../../api/planning/assessments/assess.ts';
import { getPlan, loadPlans } from '../../api/policy/load-plans.ts';
import { ask } from '../support/ask.ts';
import { project } from '../support/fixtures.ts';
import { addAnnualPlan, addCity, CITY, designate, register, setBound } from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type Line, loadNetwork } from '../support/walk-fixtures.ts';

let opened: TestDatabase;
let db: Database;
const plans = loadPlans();
const DALIAN = { plan: getPlan(plans, 'dalian/2025-2027'), asOf: '2026-06-30' };
const KAIFENG = { plan: getPlan(plans, 'kaifeng/2025-2030'), asOf: '2025-06-30' };
const XIAN = { plan: getPlan(plans, 'xian/2025-2027'), asOf: '2026-06-30' };
const CLINIC = {
  kind: 'medical',
  category: '普通诊所',
  service: 'personal_account',
  purpose: 'new',
} as const;
const PHARMACY = { kind: 'pharmacy', service: 'personal_account', purpose: 'new' } as const;
/** Where institutions stand: around the corner of the four streets. */
const CENTRE = [121.2, 31.1] as const;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());

beforeEach(async () => {
  await db.script(`
    truncate institution, area, area_statistic, annual_plan, pharmacy_bound, data_extent, data_extent_edge restart identity cascade;
    delete from walk_network`);
  await addCity(db);
});

async function inCity(code: string): Promise<void> {
  await db.run({ text: 'update area set code = $1 where area_id = $2', values: [code, CITY.id] });
}

/** Numbers in 0…1 that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Institutions of every sort within 6 km of the centre: each raises or leaves another doubt. */
async function scatter(kind: 'medical' | 'pharmacy', count: number): Promise<void> {
  const next = numbers(7);
  for (let serial = 0; serial < count; serial += 1) {
    const at = await project(db, [...CENTRE], 6_000 * Math.sqrt(next()), 360 * next());
    const sort = serial % 12;
    const medical = { category: sort === 1 ? '口腔诊所' : '普通诊所', typeNo: sort === 1 ? 39 : 37 };
    const id = await register(db, {
      kind,
      at: sort === 2 ? null : at,
      ...(kind === 'medical' ? medical : {}),
      ...(sort === 3 && kind === 'medical' ? { category: null, typeNo: null } : {}),
      ...(sort === 2 ? { statedCounty: CITY.east.name } : {}),
      ...(sort === 4 ? { verified: false } : {}),
      ...(sort === 5 ? { accuracyM: 40 } : {}),
      ...(sort === 6 ? { accuracyM: 400 } : {}),
      ...(sort >= 7 && sort <= 9 ? { designations: [] } : {}),
    });
    const service = 'personal_account';
    if (sort === 7) await designate(db, id, { service, from: '2025-01-01', countsFrom: '2027-01-01' });
    if (sort === 8) await designate(db, id, { service, from: '2023-01-01', to: '2024-12-31' });
  }
}

/** What an assessment of the same application says at the centre of a cell. */
async function assessed(question: ZoneQuestion, cell: EligibleCell) {
  const countyCode = cell.county_code ?? undefined;
  const application = applicationAt(question, cell, countyCode);
  const { plan, asOf } = question;
  const { result, facts } = await assess(db, {
    plan,
    application,
    asOf,
    save: false,
    trail: { actor: 'test' },
  });
  return { result, facts };
}

/** Compares cells drawn at random with real assessments at their centres, some of each status. */
async function compare(
  question: ZoneQuestion,
  cells: readonly EligibleCell[],
  rule: string | null,
): Promise<void> {
  const next = numbers(11);
  const shuffled = cells.map((cell) => ({ cell, order: next() })).sort((a, b) => a.order - b.order);
  for (const status of ['open', 'review', 'closed'] as ZoneStatus[]) {
    const some = shuffled.filter(({ cell }) => cell.status === status).slice(0, 12);
    for (const { cell } of some) {
      const { result } = await assessed(question, cell);
      const own = cell.judged.distance.find((one) => one.rule === rule);
      const found = result.findings.find(({ ruleId }) => ruleId === rule);
      const shown = (of: { reason: { en: string }; outcome: string } | undefined) =>
        of && [of.outcome, of.reason.en];
      const before = found?.changed?.[0]?.from ?? found?.outcome;
      expect([cell.h3, own?.outcome]).toEqual([cell.h3, before]);
      // A walk beyond the limit is told in metres by an assessment, and as "longer" by the cells.
      if (own?.outcome !== 'PASS' || rule === 'DL-A2') {
        expect(shown(own)).toEqual(found && [before, found.reason.en]);
        expect(own?.measuredM ?? null).toEqual(found?.measured ?? null);
      }
      expect([cell.h3, cell.status]).toEqual([cell.h3, zoneVerdict(question.plan, result).status]);
    }
  }
}

function countOf(cells: readonly EligibleCell[], status: ZoneStatus): number {
  return cells.filter((cell) => cell.status === status).length;
}

const WEST = { area_id: CITY.west.id, name: CITY.west.name };
const CITY_AREA = { area_id: CITY.id, name: 'city' };

describe('in a straight line (Dalian, clinics)', () => {
  it('says at the centre of each cell what an assessment there says', async () => {
    await inCity('210200');
    await scatter('medical', 60);
    const question = { ...DALIAN, ...CLINIC };
    const { cells } = await listEligibleCells(db, { ...question, area: CITY_AREA, resolution: 8 });
    expect(cells.length).toBeGreaterThan(900);
    await compare(question, cells, 'DL-A2');
    // East of the border somebody may stand who has no position; around the edge of the data nobody knows.
    expect(
      [countOf(cells, 'open'), countOf(cells, 'review'), countOf(cells, 'closed')].every((n) => n > 10),
    ).toBe(true);
  });

  it('agrees where everybody has a position, at a fine resolution of one street', async () => {
    await inCity('210200');
    await scatter('medical', 40);
    const question = { ...DALIAN, ...CLINIC };
    await db.script('delete from institution where geom is null');
    const { cells } = await listEligibleCells(db, {
      ...question,
      area: { area_id: CITY.westSouth.id, name: CITY.westSouth.name },
      resolution: 9,
    });
    expect(new Set(cells.map(({ street_code }) => street_code))).toEqual(new Set([CITY.westSouth.code]));
    await compare(question, cells, 'DL-A2');
    expect(countOf(cells, 'open')).toBeGreaterThan(1_000);
  });
});

/** Streets every 500 m north to south and every 700 m east to west around the centre; a river without bridges at its latitude. */
async function layGrid(): Promise<void> {
  const lines: Line[] = [];
  const west = await project(db, [...CENTRE], 5_000, 270);
  const south = await project(db, [...CENTRE], 5_000, 180);
  for (const side of [0, 180]) {
    const rows: [number, number][][] = [];
    for (let row = 0; row < 7; row += 1) {
      const start = await project(db, [west[0], CENTRE[1]], 150 + row * 700, side);
      const points: [number, number][] = [];
      for (let column = 0; column <= 20; column += 1)
        points.push(await project(db, start, 0.01 + column * 500, 90));
      rows.push(points);
      lines.push(points);
    }
    for (let column = 0; column <= 20; column += 1) lines.push(rows.flatMap((points) => [points[column]!]));
  }
  expect(south[1]).toBeLessThan(CENTRE[1]);
  await loadNetwork(db, lines, { isSynthetic: false });
}

describe('on foot (Kaifeng, pharmacies)', () => {
  const question = { ...KAIFENG, ...PHARMACY };
  beforeEach(async () => {
    await inCity('410200');
    await scatter('pharmacy', 60);
  });

  it('says at the centre of each cell what an assessment there says', async () => {
    await layGrid();
    const { cells, dataVersions, lacksNetwork } = await listEligibleCells(db, {
      ...question,
      area: WEST,
      resolution: 9,
    });
    expect([lacksNetwork, dataVersions.walking_network]).toEqual([
      false,
      'test-streets (invented for a test, 2026-01-01)',
    ]);
    await compare(question, cells, 'KF-C1');
    expect(
      [countOf(cells, 'open'), countOf(cells, 'review'), countOf(cells, 'closed')].every((n) => n > 10),
    ).toBe(true);
  });

  it('without a network closes nothing, and says so', async () => {
    const { cells, lacksNetwork } = await listEligibleCells(db, { ...question, area: WEST, resolution: 8 });
    expect(lacksNetwork).toBe(true);
    expect(countOf(cells, 'closed')).toBe(0);
    await compare(question, cells, 'KF-C1');
    const answer = await ask(db, eligibleZones, {
      ...PHARMACY,
      plan: KAIFENG.plan.id,
      asOf: KAIFENG.asOf,
      area: CITY.westNorth.code,
      resolution: 8,
    });
    expect(answer.warnings.map(({ code }) => code)).toContain('no-walking-network');
  });
});

describe('rules that close by themselves (Xi’an)', () => {
  it('are lifted only where nobody of the type is near on foot', async () => {
    await inCity('610100');
    await scatter('pharmacy', 24);
    await layGrid();
    const question = { ...XIAN, ...PHARMACY };
    const { cells } = await listEligibleCells(db, { ...question, area: WEST, resolution: 8 });
    await compare(question, cells, 'XA-5');
    const closed = cells.find((cell) => cell.status === 'closed');
    expect(closed?.reasons.map(({ rule }) => rule).sort()).toEqual(['XA-4', 'XA-5']);
  });
});

describe('quantity, street by street (Dalian, pharmacies)', () => {
  it('closes the streets whose bounds are reached, with the rule that says so', async () => {
    await inCity('210200');
    const county = [CITY.west.id, CITY.east.id];
    for (const id of county) await setBound(db, id, { upper: 8, lower: 2 });
    for (const street of [CITY.westSouth, CITY.westNorth, CITY.eastSouth, CITY.eastNorth])
      await setBound(db, street.id, { upper: 2, lower: 1 });
    await addAnnualPlan(db, DALIAN.plan.id, {
      year: 2026,
      area: CITY.west.id,
      kind: 'pharmacy',
      quantity: 2,
    });
    for (const at of [
      [121.05, 31.02],
      [121.06, 31.02],
      [121.05, 31.15],
      [121.3, 31.15],
    ] as const)
      await register(db, { kind: 'pharmacy', at, businessArea: at[0] < 121.2 ? CITY.west.id : CITY.east.id });
    const question = { ...DALIAN, ...PHARMACY };
    const { cells } = await listEligibleCells(db, { ...question, area: CITY_AREA, resolution: 7 });
    await compare(question, cells, null);
    const answer = await ask(db, eligibleZones, {
      ...PHARMACY,
      plan: DALIAN.plan.id,
      asOf: DALIAN.asOf,
      resolution: 7,
    });
    expect(answer.parameters.distance_rules).toEqual([]);
    expect(answer.warnings.map(({ code }) => code)).toContain('no-distance-rule');
    const streets = new Map(answer.areas.map((area) => [area.street_code, area]));
    expect([...streets.keys()]).toEqual([
      CITY.westSouth.code,
      CITY.westNorth.code,
      CITY.eastSouth.code,
      CITY.eastNorth.code,
    ]);
    const full = streets.get(CITY.westSouth.code)!;
    const free = streets.get(CITY.westNorth.code)!;
    expect(full.status).not.toBe('open');
    expect(full.rules.length).toBeGreaterThan(0);
    expect(full.rules[0]?.reason.zh).not.toBe('');
    expect([free.status, free.rules]).toEqual(['open', []]);
    for (const area of answer.areas) expect(area.open + area.review + area.closed).toBe(area.cells);
    expect(answer.summary.cells).toBe(answer.areas.reduce((sum, area) => sum + area.cells, 0));
  });
});

describe('the answer', () => {
  beforeEach(async () => {
    await inCity('210200');
    await register(db, { at: [121.1, 31.05], name: '诊所甲' });
  });
  const given = { ...CLINIC, plan: DALIAN.plan.id, asOf: DALIAN.asOf, area: CITY.westSouth.code };

  it('lists cells, open ones first, and draws the cells of each status as one polygon', async () => {
    const answer = await ask(db, eligibleZones, { ...given, resolution: 9, limit: 50_000 });
    const cells = answer.features.filter(
      ({ properties }) => (properties as { role: string }).role === 'cell',
    );
    const zones = answer.features.filter(
      ({ properties }) => (properties as { role: string }).role === 'zone',
    );
    expect([cells.length, answer.truncated]).toEqual([answer.summary.cells, false]);
    const statuses = cells.map(({ properties }) => (properties as { status: ZoneStatus }).status);
    expect(statuses).toEqual([...statuses].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
    expect(zones.map(({ properties }) => (properties as { cells: number }).cells)).toEqual(
      ORDER.map((status) => answer.summary[status]).filter((count) => count > 0),
    );
    const closed = cells.find(({ properties }) => (properties as { status: string }).status === 'closed');
    expect(closed?.properties).toMatchObject({
      distance_rule: 'DL-A2',
      threshold_m: 800,
      nearest: { name: '诊所甲', relation: 'within', walk_m: null },
      reasons: [{ rule: 'DL-A2', outcome: 'FAIL', status: 'closed', clause: expect.stringContaining('§三') }],
    });
  });

  it('is the same twice, keeps its figures when cut, and leaves the picture out on demand', async () => {
    const cut = { ...given, resolution: 8, limit: 3, zones: false };
    const [one, two] = [await ask(db, eligibleZones, cut), await ask(db, eligibleZones, cut)];
    expect(one).toEqual(two);
    expect([one.numberReturned, one.truncated, one.features.length]).toEqual([3, true, 3]);
    const all = await ask(db, eligibleZones, { ...cut, limit: 50_000 });
    expect(one.summary).toEqual(all.summary);
  });

  it('refuses too many cells with the resolution that fits, unknown plans and days outside the plan', async () => {
    const problem = async (more: Record<string, unknown>) => {
      const error = await ask(db, eligibleZones, { ...given, ...more }).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(InvalidInputError);
      return (error as InvalidInputError).issues[0];
    };
    expect(await problem({ resolution: 11 })).toMatchObject({
      field: 'resolution',
      allowed: expect.stringMatching(/^10 or coarser/),
    });
    expect(await problem({ plan: 'nowhere/2025' })).toMatchObject({ field: 'plan' });
    expect(await problem({ asOf: '2010-01-01' })).toMatchObject({ field: 'asOf' });
    expect(await problem({ area: 'nothing' })).toMatchObject({ field: 'area' });
    expect(await problem({ institution: 'nobody' })).toMatchObject({ field: 'institution' });
    await db.script(`update area set code = '219999' where area_id = ${CITY.id}`);
    expect(await problem({ area: undefined })).toMatchObject({ field: 'area' });
  });

  it('reports progress to the end and stops when asked to', async () => {
    const told: number[] = [];
    await listEligibleCells(
      db,
      { ...DALIAN, ...CLINIC, area: CITY_AREA, resolution: 7 },
      { onProgress: (done) => told.push(done) },
    );
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    const controller = new AbortController();
    const stopped = listEligibleCells(
      db,
      { ...DALIAN, ...CLINIC, area: CITY_AREA, resolution: 8 },
      {
        signal: controller.signal,
        onProgress: (done) => done > 0.2 && controller.abort(new Error('enough')),
      },
    );
    await expect(stopped).rejects.toThrow('enough');
  });

  it('a relocation leaves the own old site out', async () => {
    await register(db, { code: 'OWN', at: [121.05, 31.03], name: '迁址诊所' });
    const closed = async (more: object) =>
      (await ask(db, eligibleZones, { ...given, resolution: 9, zones: false, ...more })).summary.closed;
    const [asNew, asMove] = [await closed({}), await closed({ purpose: 'relocation', institution: 'OWN' })];
    expect(asMove).toBeLessThan(asNew);
  });
});

const ORDER: readonly ZoneStatus[] = ['open', 'review', 'closed'];
