import { describe, expect, test } from 'vitest';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  aRegisteredApplicant,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';
import { bedPlan } from '../../release/bed-batches.ts';

const IN_BATCH = {
  earlierInBatch: {
    procedureId: 'beds',
    annualPlans: {},
    pools: {},
    places: {},
    freeAdditions: [],
    sites: [],
  },
};
const withKeys = (...keys: object[]) =>
  aPlan([{ id: 'DL-D7', kind: 'ranking', group: 'ranking', parameters: { keys } }]);

describe('ranking', () => {
  test('outside a batch a missing key is said, in a batch it is for review', () => {
    const plan = withKeys({ key: 'score', evaluation: 'current_entry' });
    expect(evaluateRule(plan, 'DL-D7', anApplication(), someFacts())).toMatchObject({
      outcome: 'FLAG',
      missing: [{ item: 'score:current_entry' }],
    });
    expect(evaluateRule(plan, 'DL-D7', anApplication(), someFacts(IN_BATCH))).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      derived: { 'score:current_entry': null },
    });
  });

  test('the register goes before what the application says; a period without a first day is unknown', () => {
    const plan = withKeys({ key: 'personal_account_opened_on' }, { key: 'designated_since' });
    const application = anApplication({ personalAccountOpenedOn: '2021-01-01' });
    const read = (services: NonNullable<FactsInput['applicant']>['services'] | null) =>
      evaluateRule(
        plan,
        'DL-D7',
        application,
        someFacts({ applicant: services ? aRegisteredApplicant({ services }) : null }),
      ).derived;
    const period = { status: 'active' as const, to: null, countsFrom: null };
    expect(read(null)).toEqual({ personal_account_opened_on: '2021-01-01', designated_since: null });
    expect(
      read([
        { ...period, service: 'personal_account', from: '2020-06-01' },
        { ...period, service: 'inpatient', from: '2019-01-01' },
      ]),
    ).toEqual({ personal_account_opened_on: '2020-06-01', designated_since: '2019-01-01' });
    expect(read([{ ...period, service: 'inpatient', from: null }])).toMatchObject({ designated_since: null });
  });

  test('beds per 1000 residents: a district with an institution without figure, or without residents, is unknown', () => {
    const plan = withKeys({ key: 'open_beds_per_1000_residents' });
    const residents = { resident_pop: { value: 3, asOf: '2025-12-31', document: '年鉴' } };
    const bed = { bedCategory: 'general', category: null, hospitalGrade: null, designated: 1, open: 1 };
    const read = (county: Parameters<typeof anArea>[0]) =>
      evaluateRule(plan, 'DL-D7', anApplication(), someFacts({ county: anArea(county) }));
    expect(read({ statistics: residents, beds: [{ ...bed, institutionsWithoutFigure: 0 }] }).derived).toEqual(
      {
        open_beds_per_1000_residents: 1000 / 3,
      },
    );
    expect(
      read({ statistics: residents, beds: [{ ...bed, institutionsWithoutFigure: 1 }] }).missing?.[0]?.item,
    ).toBe('open_beds');
    expect(
      read({ statistics: residents, beds: [{ ...bed, institutionsWithoutOpen: 1 }] }).missing?.[0]?.item,
    ).toBe('open_beds');
    expect(read({ beds: [{ ...bed, institutionsWithoutFigure: 0 }] }).missing?.[0]?.item).toBe(
      'resident_pop',
    );
    const modelled = { resident_pop: { ...residents.resident_pop, isModelled: true } };
    expect(read({ statistics: modelled, beds: [bed] }).missing?.[0]?.item).toBe('resident_pop');
  });

  test('a ranking of the other pool does not concern it; an unknown authority is open', () => {
    const plan = bedPlan();
    const outcomes = (facts: Partial<FactsInput>) =>
      ['DL-C4', 'DL-C5'].map(
        (id) =>
          evaluateRule(
            plan,
            id,
            anApplication({ service: 'inpatient' }),
            someFacts({ ...IN_BATCH, ...facts }),
          ).outcome,
      );
    expect(outcomes({ licensingLevel: 'city' })[1]).toBe('NOT_APPLICABLE');
    expect(outcomes({ licensingLevel: 'county' })[0]).toBe('NOT_APPLICABLE');
    expect(outcomes({ licensingLevel: null })).toEqual(['MANUAL_REVIEW', 'MANUAL_REVIEW']);
    expect(outcomes({ licensingLevel: 'province' })).toEqual(['MANUAL_REVIEW', 'MANUAL_REVIEW']);
  });

  test('a key stands once', () => {
    expect(() => withKeys({ key: 'designated_since' }, { key: 'designated_since' })).toThrow(/twice/);
  });
});

describe('priority-groups (DL-C3)', () => {
  const group = (typeNo: number | null, grouping = 'three_groups', claims = false) => {
    const { outcome, derived } = evaluateRule(
      bedPlan({ grouping }),
      'DL-C3',
      anApplication({
        service: 'inpatient',
        statements: claims ? { scarce_specialty: { value: true } } : {},
      }),
      someFacts({ type: { scheme: 'dalian-62', typeNo, problem: null, candidates: [] } }),
    );
    return [outcome, derived?.group, derived?.groupOrder];
  };

  test.each([
    [15, 1, 1],
    [16, 1, 2],
    [23, 1, 3],
    [26, 2, 4],
    [1, 3, 5],
    [25, 3, 5],
  ])('type %i: place %i of three groups, %i of five steps', (typeNo, three, five) => {
    expect(group(typeNo)[2]).toBe(three);
    expect(group(typeNo, 'five_steps')[2]).toBe(five);
  });

  test('names the group for other rules', () => {
    expect([15, 26, 1].map((typeNo) => group(typeNo)[1])).toEqual([
      'scarce_specialty',
      'nursing_home',
      'other',
    ]);
    expect(group(15)[0]).toBe('PRIORITY');
    expect(group(1)[0]).toBe('FLAG');
  });

  test('without a type, or with a claim that the type does not bear out, a person decides', () => {
    expect(group(null)).toEqual(['MANUAL_REVIEW', null, null]);
    expect(group(25, 'three_groups', true)).toEqual(['MANUAL_REVIEW', null, null]);
    expect(group(15, 'three_groups', true)[0]).toBe('PRIORITY');
  });
});
