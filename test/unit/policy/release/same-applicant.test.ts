import { describe, expect, it } from 'vitest';
import { findRepeated } from '../../../../api/policy/release/same-applicant.ts';
import { settleBatch } from '../../../../api/policy/release/settle-batch.ts';
import { anApplication, aRegisteredApplicant, aSite } from '../../../support/policy-builders.ts';
import { aLot, decisionsOf, settle } from './batches.ts';
import { outpatientApplicant, outpatientPlan } from './outpatient-batches.ts';

const plan = outpatientPlan();
const given = { support: 'may', lots: [aLot('L', 9)] };

/** An applicant of the outpatient batch under a name, with its code in the register and its site. */
function applicant(
  id: string,
  setting: { name?: string; institution?: string; lon?: number; score?: number },
) {
  const { name = id, institution, lon = 121.6, score = 80 } = setting;
  const base = outpatientApplicant(id, {
    ...given,
    score,
    facts: {
      site: aSite({ lon }),
      applicant: institution
        ? aRegisteredApplicant({ code: institution, institutionId: institution.length })
        : null,
    },
  });
  const { application } = base;
  const site = application.site ? { ...application.site, lon } : undefined;
  return {
    ...base,
    application: anApplication({
      ...application,
      applicant: { name, ...(institution ? { institution } : {}) },
      ...(site ? { site } : {}),
    }),
  };
}

describe('an institution that applies twice in one batch', () => {
  it('is for review under both applications; the other applicant is decided', () => {
    const batch = [
      applicant('A', { institution: 'M1', score: 90 }),
      applicant('B', { institution: 'M1', score: 85 }),
      applicant('C', { institution: 'M22', score: 80 }),
    ];
    const settlement = settle(plan, batch);
    expect(decisionsOf(settlement)).toEqual({ A: 'review', B: 'review', C: 'admitted' });
    expect(settlement.decisions[0]?.reason.en).toContain('(also B)');
    expect(settlement.entries.filter(({ entry }) => entry === 'consume')).toHaveLength(1);
  });

  it('is known by name and site where the register does not know it', () => {
    const ids = (...batch: ReturnType<typeof applicant>[]) => findRepeated(batch).map(([id]) => id);
    expect(ids(applicant('A', { name: '甲' }), applicant('B', { name: '甲' }))).toEqual(['A', 'B']);
    expect(ids(applicant('A', { name: '甲' }), applicant('B', { name: '甲', lon: 121.7 }))).toEqual([]);
    expect(ids(applicant('A', { name: '甲' }), applicant('B', { name: '乙' }))).toEqual([]);
  });

  it('may set up two branches', () => {
    const branch = (id: string, lon: number) => {
      const one = applicant(id, { name: '甲', institution: 'M1', lon });
      return { ...one, application: { ...one.application, purpose: 'branch' as const } };
    };
    expect(findRepeated([branch('A', 121.6), branch('B', 121.7)])).toEqual([]);
    expect(findRepeated([branch('A', 121.6), branch('B', 121.6)])).toHaveLength(2);
  });
});

it('an applicant of another procedure is refused as a question', () => {
  const one = applicant('A', {});
  const other = { ...one, application: { ...one.application, service: 'inpatient' as const } };
  expect(() =>
    settleBatch({ plan, procedureId: 'outpatient', settledOn: '2026-06-30', applicants: [other], pairs: [] }),
  ).toThrow('A (medical, inpatient) does not belong to the procedure outpatient');
});
