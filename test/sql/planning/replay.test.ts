import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { NotFoundError } from '../../../api/errors.ts';
import { type Assessment, assess } from '../../../api/planning/assessments/assess.ts';
import { listDifferences } from '../../../api/planning/assessments/list-differences.ts';
import { replay } from '../../../api/planning/assessments/replay.ts';
import { applicationSchema } from '../../../api/policy/application.ts';
import { project } from '../../support/fixtures.ts';
import { addCity, CITY, register } from '../../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { testPlan } from '../../support/test-plan.ts';

const AS_OF = '2026-06-30';
const plan = testPlan();
const application = applicationSchema.parse({
  applicant: { name: '某某中医诊所' },
  purpose: 'new',
  kind: 'medical',
  service: 'personal_account',
  category: '中医诊所',
  site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0, verified: true },
});
let opened: TestDatabase;
let db: Database;
let neighbour: number;
let made: Assessment;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCity(db);
  neighbour = await register(db, { name: '某某普通诊所', at: await project(db, CITY.site, 612, 45) });
  made = await assess(db, { plan, application, asOf: AS_OF, trail: { actor: 'test' } });
});
afterAll(() => opened.close());

describe('a stored assessment', () => {
  it('is kept with its rules, and evaluates to the same result', async () => {
    expect(made.result.overall).toBe('FAIL');
    expect(made.result.findings.find((finding) => finding.ruleId === 'TP-A2')).toMatchObject({
      outcome: 'FAIL',
      evidence: { institutions: [{ institutionId: neighbour, distanceM: 612 }] },
    });
    const report = await replay(db, made.assessmentId!);
    expect(report).toMatchObject({
      isEqual: true,
      differences: [],
      overall: { stored: 'FAIL', replayed: 'FAIL' },
    });
    expect(report.now).toBeUndefined();
    const audit = await db.kysely
      .selectFrom('audit_log')
      .select(['action', 'entity_id'])
      .where('entity', '=', 'assessment')
      .execute();
    expect(audit).toEqual([{ action: 'assess', entity_id: made.assessmentId }]);
  });

  it('stays equal after the live data has changed, and tells what has changed', async () => {
    const plans = new Map([[plan.id, plan]]);
    expect((await replay(db, made.assessmentId!, { now: plans })).now).toMatchObject({
      overall: 'FAIL',
      facts: [],
      findings: [],
      plan: 'unchanged',
    });
    await db.run({
      text: `update designation set status = 'terminated' where institution_id = $1`,
      values: [neighbour],
    });
    await register(db, { at: await project(db, CITY.site, 801, 45), name: 'beyond' });
    const changed = testPlan({ version: '2' });
    const report = await replay(db, made.assessmentId!, { now: new Map([[plan.id, changed]]) });
    expect(report).toMatchObject({ isEqual: true, differences: [] });
    expect(report.now).toMatchObject({ overall: 'PASS', plan: 'changed' });
    expect(report.now!.facts.map(({ path }) => path)).toContain(`neighbours.listed[${neighbour}]`);
    expect(report.now!.findings).toContainEqual({
      path: 'findings[TP-A2].outcome',
      stored: 'FAIL',
      now: 'PASS',
    });
    expect((await replay(db, made.assessmentId!, { now: new Map() })).now?.plan).toBe('not installed');
  });

  it('that was tampered with is not equal', async () => {
    const other = await assess(db, { plan, application, asOf: AS_OF, trail: { actor: 'test' } });
    await db.run({
      text: `update assessment set result = jsonb_set(result::jsonb, '{overall}', '"FAIL"') where assessment_id = $1`,
      values: [other.assessmentId],
    });
    expect(await replay(db, other.assessmentId!)).toMatchObject({
      isEqual: false,
      differences: [{ path: 'overall', stored: 'FAIL', now: 'PASS' }],
    });
  });

  it('by rules that cannot be read any more is told, not thrown', async () => {
    const old = await assess(db, {
      plan: testPlan({ version: 'old' }),
      application,
      asOf: AS_OF,
      trail: { actor: 'test' },
    });
    await db.run({
      text: `update plan_version set contents = (contents::jsonb || '{"colour": "blue"}')::json where version = 'old'`,
    });
    const report = await replay(db, old.assessmentId!, { now: new Map() });
    expect(report).toMatchObject({ isEqual: false, overall: { stored: 'PASS', replayed: null } });
    expect(report.differences[0]?.now).toMatch(/colour/);
  });

  it('is not stored when it must not be; an unknown id is not found', async () => {
    const before = await db.kysely.selectFrom('assessment').select('assessment_id').execute();
    const unsaved = await assess(db, {
      plan,
      application,
      asOf: AS_OF,
      trail: { actor: 'test' },
      save: false,
    });
    expect(unsaved.assessmentId).toBeNull();
    expect(await db.kysely.selectFrom('assessment').select('assessment_id').execute()).toEqual(before);
    await expect(replay(db, '00000000-0000-4000-8000-000000000000')).rejects.toThrow(NotFoundError);
  });
});

describe('differences', () => {
  it('are told by path, items by their id, order too', () => {
    const stored = {
      a: 1,
      list: [
        { ruleId: 'A', x: 1 },
        { ruleId: 'B', x: 2 },
      ],
      plain: [1, 2],
    };
    const now = {
      a: 1,
      list: [{ ruleId: 'B', x: 2 }, { ruleId: 'A', x: 3 }, { ruleId: 'C' }],
      plain: [1, 2, 3],
    };
    expect(listDifferences(stored, now)).toEqual([
      { path: 'list[A].x', stored: 1, now: 3 },
      { path: 'list[C]', now: { ruleId: 'C' } },
      { path: 'plain[2]', now: 3 },
    ]);
    expect(listDifferences([{ ruleId: 'A' }, { ruleId: 'B' }], [{ ruleId: 'B' }, { ruleId: 'A' }])).toEqual([
      { path: '[order]', stored: 'A, B', now: 'B, A' },
    ]);
    expect(listDifferences({ a: [] }, { a: {} })).toEqual([{ path: 'a', stored: [], now: {} }]);
    expect(listDifferences(stored, stored)).toEqual([]);
  });
});
