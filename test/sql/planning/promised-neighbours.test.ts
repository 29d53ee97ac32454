import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { assess } from '../../../api/planning/assessments/assess.ts';
import { type ApplicationInput, applicationSchema } from '../../../api/policy/application.ts';
import { project } from '../../support/fixtures.ts';
import { addCity, CITY, register } from '../../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { testPlan } from '../../support/test-plan.ts';

const plan = testPlan();
let opened: TestDatabase;
let db: Database;
let promisedNo: number;

const clinicAt = (at: readonly [number, number], name: string, more: Partial<ApplicationInput> = {}) =>
  applicationSchema.parse({
    applicant: { name },
    purpose: 'new',
    kind: 'medical',
    service: 'personal_account',
    category: '中医诊所',
    site: { lon: at[0], lat: at[1], crs: 'CRS84', accuracyM: 0, verified: true },
    ...more,
  });

/** The conclusion on a clinic at CITY.site and the ids of the neighbours it rests on. */
async function judge(asOf: string, name = '后来的诊所') {
  const { result, facts } = await assess(db, {
    plan,
    application: clinicAt(CITY.site, name),
    asOf,
    trail: { actor: 'cli:test' },
    save: false,
  });
  const ids = facts.neighbours?.listed.map((neighbour) => neighbour.institutionId).filter((id) => id < 0);
  return { overall: result.overall, promised: ids };
}

/** Somebody is admitted 300 m away on 2026-06-01; no agreement yet. */
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCity(db);
  await register(db, { at: await project(db, [...CITY.site], 2_000, 10) });
  const at = await project(db, [...CITY.site], 300, 80);
  const application = clinicAt(at as [number, number], '先到的诊所');
  const { assessmentId } = await assess(db, {
    plan,
    application,
    asOf: '2026-05-31',
    trail: { actor: 'cli:test' },
    save: true,
  });
  const applicationId = randomUUID();
  const [row] = await db.run<{ application_no: number }>({
    text: `insert into application (application_id, plan_id, contents, applicant_name, purpose, kind, service, status, geom, created_by)
           values ($1, $2, $3, '先到的诊所', 'new', 'medical', 'personal_account', 'admitted', st_setsrid(st_makepoint($4, $5), 4326), 'test')
           returning application_no`,
    values: [applicationId, plan.id, JSON.stringify(application), at[0], at[1]],
  });
  promisedNo = Number(row!.application_no);
  await db.run({
    text: `insert into admission (admission_id, application_id, plan_id, admitted_on, route, assessment_id, admitted_by)
           values ($1, $2, $3, '2026-06-01', 'evaluation', $4, 'test')`,
    values: [randomUUID(), applicationId, plan.id, assessmentId],
  });
});
afterAll(() => opened.close());

describe('somebody who waits for beds near by', () => {
  it('is seen from the day it entered the queue until it has left', async () => {
    const [application] = await db.run<{ application_id: string }>({
      text: 'select application_id from application',
      values: [],
    });
    const batchId = randomUUID();
    await db.run({
      text: `with opened as (insert into batch (batch_id, plan_id, procedure_id, title, opened_on, cut_off_on, created_by)
               values ($1, $2, 'inpatient', '批次', '2026-01-01', '2026-02-01', 'test') returning batch_id)
             insert into bed_queue_entry (plan_id, pool_kind, area_id, application_id, place, need, beds, batch_id, entered_on, left_on, left_because)
             select $2, 'inpatient_beds', $3, $4, 1, 30, 30, batch_id, '2026-02-01', '2026-03-01', 'withdrawn' from opened`,
      values: [batchId, plan.id, CITY.west.id, application!.application_id],
    });
    await db.run({
      text: `update assessment set application_id = $1`,
      values: [application!.application_id],
    });
    expect((await judge('2026-01-31')).promised).toEqual([]);
    expect(await judge('2026-02-01')).toEqual({ overall: 'MANUAL_REVIEW', promised: [-promisedNo] });
    expect((await judge('2026-03-01')).promised).toEqual([]);
  });
});

describe('somebody admitted near by whose agreement has not begun', () => {
  it('is not known before the admission', async () => {
    expect(await judge('2026-05-31')).toEqual({ overall: 'PASS', promised: [] });
  });
  it('makes the next one a matter for review, never a silent yes', async () => {
    expect(await judge('2026-06-01')).toEqual({ overall: 'MANUAL_REVIEW', promised: [-promisedNo] });
  });
  it('is not held against itself', async () => {
    expect(await judge('2026-06-01', '先到的诊所')).toEqual({ overall: 'PASS', promised: [] });
  });
  it('stands in the register once the agreement has begun', async () => {
    const institutionId = await register(db, {
      at: await project(db, [...CITY.site], 300, 80),
      designations: [],
    });
    await db.run({
      text: `with begun as (insert into designation (institution_id, service, status, valid_from)
               values ($1, 'personal_account', 'active', '2026-07-01') returning designation_id)
             update admission set designation_id = (select designation_id from begun)`,
      values: [institutionId],
    });
    expect((await judge('2026-06-30')).promised).toEqual([-promisedNo]);
    expect(await judge('2026-07-01')).toEqual({ overall: 'FAIL', promised: [] });
  });
});
