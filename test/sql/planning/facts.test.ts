import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { gatherFacts } from '../../../api/planning/facts/gather-facts.ts';
import { inSnapshot } from '../../../api/planning/facts/in-snapshot.ts';
import { type ApplicationInput, applicationSchema } from '../../../api/policy/application.ts';
import { type Facts, factsSchema } from '../../../api/policy/facts.ts';
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
});
