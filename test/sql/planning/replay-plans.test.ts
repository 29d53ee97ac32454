import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { assess } from '../../../api/planning/assessments/assess.ts';
import { replay } from '../../../api/planning/assessments/replay.ts';
import { type ApplicationInput, applicationSchema, PURPOSES } from '../../../api/policy/application.ts';
import { loadPlans } from '../../../api/policy/load-plans.ts';
import { SERVICES } from '../../../api/vocabulary.ts';
import {
  addCity,
  CITY,
  classify,
  register,
  setBound,
  setStatistic,
} from '../../support/planning-fixtures.ts';
import { seededRandom } from '../../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const AS_OF = '2025-11-30';
let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCity(db);
  const random = seededRandom(7);
  for (let count = 0; count < 40; count += 1) {
    const at = [121 + 0.4 * random(), 31 + 0.2 * random()] as const;
    if (count % 2) await register(db, { at, kind: 'pharmacy', businessArea: CITY.west.id });
    else
      await register(db, {
        at,
        designations: [{ service: 'personal_account' }, { service: 'inpatient', from: '2025-01-01' }],
        beds: [{ category: 'general', open: 40, designated: 30 }],
        managementArea: CITY.westManaged.id,
      });
  }
  await setBound(db, CITY.west.id, { upper: 10, lower: 2 });
  await setStatistic(db, CITY.id, 'resident_pop', 400_000, '2024-12-31');
  await classify(db, CITY.west.id, 'area_class', '3');
});
afterAll(() => opened.close());

/** Applications of every purpose and service, some with much and some with little in them. */
function applications(): ApplicationInput[] {
  const random = seededRandom(11);
  return PURPOSES.flatMap((purpose, index) =>
    [SERVICES[index % SERVICES.length]!, SERVICES[(index * 3 + 1) % SERVICES.length]!].map(
      (service, place) => ({
        applicant: {
          name: '申请人',
          ...(place ? { institution: `id:${1 + Math.floor(random() * 40)}` } : {}),
        },
        purpose,
        kind: random() < 0.4 ? ('pharmacy' as const) : ('medical' as const),
        service,
        category: random() < 0.5 ? '中医诊所' : '综合医院',
        ...(random() < 0.8
          ? {
              site: {
                lon: 121 + 0.4 * random(),
                lat: 31 + 0.2 * random(),
                crs: 'CRS84',
                accuracyM: 5,
                verified: true,
              },
            }
          : {}),
        ...(random() < 0.5 ? { businessLicenceAreaCode: CITY.west.code } : {}),
        ...(random() < 0.5
          ? { licence: { authorityLevel: 'county' as const, areaCode: CITY.west.code } }
          : {}),
        ...(random() < 0.5 ? { managementArea: CITY.westManaged.code } : {}),
        ...(random() < 0.5 ? { beds: { general: 30 } } : {}),
      }),
    ),
  );
}

describe.each([...loadPlans().values()].map((plan) => [plan.id, plan] as const))('%s', (_id, plan) => {
  it('assesses whatever is asked, and every assessment replays to the same result', async () => {
    for (const given of applications()) {
      const application = applicationSchema.parse(given);
      const made = await assess(db, { plan, application, asOf: AS_OF, trail: { actor: 'test' } });
      expect(made.result.findings.map((finding) => finding.ruleId).sort()).toEqual(
        plan.rules.map((rule) => rule.id).sort(),
      );
      const report = await replay(db, made.assessmentId!, { now: new Map([[plan.id, plan]]) });
      expect(report.differences).toEqual([]);
      expect(report.now).toMatchObject({
        overall: made.result.overall,
        facts: [],
        findings: [],
        plan: 'unchanged',
      });
    }
  });
});
