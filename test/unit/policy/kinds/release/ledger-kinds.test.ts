import { describe, expect, test } from 'vitest';
import { evaluatePlan } from '../../../../../api/policy/evaluate.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import { releaseReset } from '../../../../../api/policy/kinds/release/release-reset.ts';
import { releaseValidity } from '../../../../../api/policy/kinds/release/release-validity.ts';
import type { Plan } from '../../../../../api/policy/plan-shape.ts';
import { findRule, findRuleOfKind } from '../../../../../api/policy/release/rule-of-kind.ts';
import {
  anApplication,
  anArea,
  aPlan,
  aRegisteredApplicant,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';
import { aLot, DISTRICT } from '../../release/batches.ts';
import { bedApplicant, bedPlan } from '../../release/bed-batches.ts';
import { outpatientApplicant, outpatientPlan } from '../../release/outpatient-batches.ts';

type LotInput = ReturnType<typeof aLot>;
const plan = outpatientPlan();

const find = (
  ruleId: string,
  lots: readonly LotInput[],
  facts: Partial<FactsInput> = {},
  of: Plan = plan,
) => {
  const applicant = outpatientApplicant('A', { lots, facts });
  return evaluateRule(of, ruleId, applicant.application, applicant.facts);
};

describe('release-publication (DL-E5)', () => {
  const unpublished = aLot('u', 1, { publishedOn: null });

  test('enough published: only said', () => {
    expect(find('DL-E5', [aLot('p', 2), unpublished]).outcome).toBe('FLAG');
  });

  test('enough only with an unpublished lot: review, and the bulletin is missing', () => {
    const finding = find('DL-E5', [aLot('p', 1), unpublished]);
    expect(finding).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      measured: 1,
      threshold: 2,
      missing: [{ item: 'release_bulletin', areaCode: DISTRICT }],
    });
    expect(find('DL-B2', [aLot('p', 1), unpublished]).outcome).toBe('PASS');
  });

  test('a bulletin of after the date has not published it yet', () => {
    expect(find('DL-E5', [aLot('p', 1), aLot('q', 1, { publishedOn: '2026-07-01' })]).outcome).toBe(
      'MANUAL_REVIEW',
    );
  });

  test('not enough with it either: the quantity rule decides', () => {
    expect(find('DL-E5', [unpublished]).outcome).toBe('FLAG');
  });
});

describe('release-reset (DL-E6)', () => {
  test('says what would be reset', () => {
    expect(find('DL-E6', [aLot('a', 3)])).toMatchObject({
      outcome: 'FLAG',
      derived: { resetAfterUse: 1, resetReading: 'pool' },
    });
  });

  test('fails only because of a reset that the narrower reading would not have made: review', () => {
    const wiped = aLot('w', 1, { remaining: 0, wipedByPoolReset: 1 });
    const applicant = outpatientApplicant('A', { lots: [aLot('a', 1), wiped] });
    const { findings, overall } = evaluatePlan({ plan, ...applicant, asOf: applicant.facts.asOf });
    expect(findings.find(({ ruleId }) => ruleId === 'DL-B2')?.outcome).toBe('NOT_SELECTED');
    expect(findings.find(({ ruleId }) => ruleId === 'DL-E6')).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'reset_of_remainder' }],
    });
    expect(overall).toBe('MANUAL_REVIEW');
  });

  test('a remainder set aside for the queue that would have helped: review', () => {
    const suspended = aLot('s', 1, { remaining: 0, suspended: 1 });
    expect(find('DL-E6', [aLot('a', 1), suspended]).outcome).toBe('MANUAL_REVIEW');
    expect(find('DL-E6', [suspended]).outcome).toBe('FLAG');
  });

  test('an expired wiped lot helps nobody', () => {
    const expired = aLot('w', 1, {
      remaining: 0,
      wipedByPoolReset: 1,
      releasedOn: '2025-02-01',
      validTo: '2026-03-31',
    });
    expect(find('DL-E6', [aLot('a', 1), expired]).outcome).toBe('FLAG');
  });

  test('a confirmed reading asks no more, for what was set aside it still does', () => {
    const confirmed = aPlan(
      plan.rules.map((rule) => ({
        ...rule,
        parameters: rule.id === 'DL-E6' ? { ...rule.parameters, confirmed: true } : rule.parameters,
      })),
    );
    const wiped = aLot('w', 1, { remaining: 0, wipedByPoolReset: 1 });
    const suspended = aLot('s', 1, { remaining: 0, suspended: 1 });
    expect(find('DL-E6', [aLot('a', 1), wiped], {}, confirmed).outcome).toBe('FLAG');
    expect(find('DL-E6', [aLot('a', 1), suspended], {}, confirmed).outcome).toBe('MANUAL_REVIEW');
  });
});

describe('release-sum and release-lapse (DL-E4, DL-E7)', () => {
  test('adds the lots valid on the day', () => {
    const lots = [
      aLot('a', 1),
      aLot('b', 2, { validTo: '2026-06-30' }),
      aLot('gone', 9, { validTo: '2026-06-29' }),
    ];
    expect(find('DL-E4', lots)).toMatchObject({ outcome: 'FLAG', measured: 3 });
  });

  test('lots of before the plan applied, or of undecided use, decide only with a person', () => {
    const before = aLot('before', 1, { releasedOn: '2025-12-31', validTo: '2026-12-31' });
    expect(find('DL-E4', [aLot('a', 1), before])).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      derived: { beforePlan: 1 },
    });
    expect(find('DL-E4', [aLot('a', 1), aLot('u', 1, { use: 'undecided' })]).outcome).toBe('MANUAL_REVIEW');
    expect(find('DL-E4', [aLot('a', 2), before]).outcome).toBe('FLAG');
    const ancient = aLot('ancient', 1, { releasedOn: '2024-12-31', validTo: '2026-12-31' });
    expect(find('DL-E4', [aLot('a', 1), ancient]).outcome).toBe('FLAG');
  });

  test('T20: a lot that outlives the plan period stays valid', () => {
    const finding = find('DL-E7', [aLot('a', 2), aLot('z', 1, { validTo: '2028-12-31' })]);
    expect(finding).toMatchObject({ outcome: 'FLAG', measured: 1, derived: { nextLapse: '2027-03-31' } });
    expect(finding.evidence?.lots?.map(({ lotId }) => lotId)).toEqual(['z']);
  });

  test('an application that needs nothing of a pool is not concerned', () => {
    const free = outpatientApplicant('A', { support: 'may', areaClass: '3' });
    for (const id of ['DL-E4', 'DL-E5', 'DL-E6', 'DL-E7'])
      expect(evaluateRule(plan, id, free.application, free.facts).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('bed-queue (DL-C6)', () => {
  const beds = bedPlan();
  const waiting = {
    poolKind: 'inpatient_beds',
    areaCode: DISTRICT,
    applicationId: 'old',
    position: 1,
    need: 60,
    beds: 30,
    enteredOn: '2026-03-31',
  };
  const outcome = (release: number, queues = [waiting]) => {
    const applicant = bedApplicant('A', { beds: 5, lots: [aLot('l', release)], queues });
    return evaluateRule(beds, 'DL-C6', applicant.application, applicant.facts).outcome;
  };

  test('behind those who wait it waits, unless the release reaches for all', () => {
    expect([outcome(10), outcome(69), outcome(70)]).toEqual(['HOLD', 'HOLD', 'FLAG']);
    expect([outcome(9, []), outcome(10, [])]).toEqual(['HOLD', 'FLAG']);
  });

  test('a waiting applicant keeps its own place', () => {
    const own = { ...waiting, applicationId: 'A', position: 2, need: 10, beds: 5 };
    const applicant = bedApplicant('A', {
      beds: 5,
      lots: [aLot('l', 70)],
      queues: [waiting, own, { ...waiting, applicationId: 'later', position: 3 }],
      facts: { applicationId: 'A' },
    });
    expect(evaluateRule(beds, 'DL-C6', applicant.application, applicant.facts)).toMatchObject({
      outcome: 'FLAG',
      derived: { waiting: 1, neededAhead: 60 },
    });
  });

  test('a pool that is not known is for review', () => {
    const applicant = bedApplicant('A', { beds: 5, facts: { pools: [] } });
    expect(evaluateRule(beds, 'DL-C6', applicant.application, applicant.facts)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'release_pool' }],
    });
  });
});

describe('release-events, release-attribution, release-validity', () => {
  const ledger = outpatientPlan([
    {
      id: 'DL-E1',
      kind: 'release-events',
      group: 'ledger',
      parameters: {
        lots: [
          {
            kind: 'medical',
            service: 'outpatient_pooling',
            poolKind: 'outpatient_pooling',
            unit: 'institution',
          },
        ],
        downgrades: [{ to: 'I', ends: ['outpatient_pooling'] }],
        quantityRules: ['DL-B2'],
      },
    },
    {
      id: 'DL-E2',
      kind: 'release-attribution',
      group: 'ledger',
      parameters: { medical: 'licensing_authority', pharmacy: 'business_licence', quantityRules: ['DL-B2'] },
    },
    {
      id: 'DL-E3',
      kind: 'release-validity',
      group: 'ledger',
      parameters: { rule: 'same_quarter_next_year' },
    },
  ]);
  const moving = (release: number) => {
    const applicant = outpatientApplicant('A', {
      lots: release > 0 ? [aLot('l', release)] : [],
      facts: {
        applicant: aRegisteredApplicant({
          services: [
            {
              service: 'outpatient_pooling',
              status: 'active',
              from: '2020-01-01',
              to: null,
              countsFrom: null,
            },
          ],
        }),
      },
    });
    const application = { ...applicant.application, purpose: 'relocation' as const };
    return evaluateRule(ledger, 'DL-E1', application, applicant.facts).outcome;
  };

  test('an institution that moves: whether it may use its own release is for review where that decides', () => {
    expect([moving(0), moving(1), moving(2)]).toEqual(['FLAG', 'MANUAL_REVIEW', 'FLAG']);
    expect(find('DL-E1', [], {}, ledger).outcome).toBe('NOT_APPLICABLE');
  });

  test('the pool area is that of the authority; unknown is for review where release is needed', () => {
    expect(find('DL-E2', [], { county: anArea({ code: '999909' }) }, ledger)).toMatchObject({
      outcome: 'FLAG',
      derived: { releaseArea: DISTRICT },
    });
    expect(find('DL-E2', [], { licensingArea: null, licensingLevel: null }, ledger)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'licensing_authority' }],
    });
    const other = aPlan([
      {
        id: 'DL-E2',
        kind: 'release-attribution',
        parameters: { medical: 'licensing_authority', pharmacy: 'business_licence' },
      },
    ]);
    expect(evaluateRule(other, 'DL-E2', anApplication(), someFacts()).outcome).toBe('FLAG');
  });

  test('what the workflow reads: typed rules of a plan', () => {
    expect(findRuleOfKind(ledger, releaseValidity)?.parameters.rule).toBe('same_quarter_next_year');
    expect(findRule(ledger, releaseReset, 'DL-E6')?.options.remainder).toBe('pool');
    expect(findRule(ledger, releaseReset, 'DL-E3')).toBeUndefined();
    expect(find('DL-E3', [], {}, ledger).derived).toEqual({
      releasedOn: '2026-06-30',
      validTo: '2027-06-30',
    });
  });

  test('months are given exactly with the rule of months', () => {
    const months = (parameters: object) => () =>
      aPlan([{ id: 'DL-E3', kind: 'release-validity', parameters }]);
    expect(months({ rule: 'months' })).toThrow(/months/);
    expect(months({ rule: 'same_quarter_next_year', months: 3 })).toThrow(/months/);
    expect(months({ rule: 'months', months: 3 })).not.toThrow();
  });
});
