import { describe, expect, test } from 'vitest';
import type { BatchApplicant } from '../../../../api/policy/release/settlement.ts';
import { AS_OF, anApplication, anArea, aPlan, someFacts } from '../../../support/policy-builders.ts';
import { aLot, DISTRICT, decisionsOf, settle, totalOf } from './batches.ts';

/** Pharmacies as in Dalian: classes of districts, streets below their bound, merged pool, annual plan, score. */
const plan = aPlan(
  [
    {
      id: 'DL-D1',
      kind: 'saturation-band',
      parameters: {
        bands: [
          { name: 'unsaturated', title: { zh: '非饱和', en: 'unsaturated' }, to: -1 },
          { name: 'saturated', title: { zh: '饱和', en: 'saturated' }, from: 0, to: 6 },
          { name: 'over_saturated', title: { zh: '过饱和', en: 'over-saturated' }, from: 7 },
        ],
      },
    },
    {
      id: 'DL-D2',
      kind: 'street-capacity',
      parameters: {
        bandRule: 'DL-D1',
        bands: ['saturated', 'over_saturated'],
        poolKind: 'pharmacy_personal_account',
      },
    },
    {
      id: 'DL-D3',
      kind: 'pool-ratio-by-band',
      parameters: {
        bandRule: 'DL-D1',
        streetRule: 'DL-D2',
        poolKind: 'pharmacy_personal_account',
        ratios: [
          { band: 'over_saturated', retire: 3 },
          { band: 'saturated', retire: 2 },
        ],
      },
    },
    {
      id: 'DL-D7',
      kind: 'ranking',
      group: 'ranking',
      parameters: { keys: [{ key: 'score', evaluation: 'current_entry' }] },
    },
    { id: 'DL-A11', kind: 'annual-plan', group: 'annual_plan', parameters: {} },
    { id: 'DL-E6', kind: 'release-reset', group: 'ledger', parameters: { quantityRules: ['DL-D3'] } },
  ],
  {
    procedures: [
      {
        id: 'pharmacies',
        title: { zh: '药店批次', en: 'Pharmacy batch' },
        kind: 'pharmacy',
        services: ['personal_account'],
        ranking: ['DL-D7'],
        settlement: 'by_rank',
      },
    ],
  },
);

const DOCUMENT = '通知';
const figures = (counted: number, upper: number) => ({
  bounds: [{ pharmacyKind: 'all' as const, lower: null, upper, version: '1', document: DOCUMENT }],
  pharmacies: {
    attribution: 'business_licence' as const,
    counts: [{ pharmacyKind: 'all' as const, counted, notYetCounted: 0 }],
    unattributed: 0,
  },
});

interface Setting {
  readonly actual: number;
  readonly street: readonly [number, number];
  readonly release: number;
  readonly annual?: number;
  readonly score?: number | null;
}

function pharmacy(
  id: string,
  { actual, street, release, annual = 100, score = 80 }: Setting,
): BatchApplicant {
  return {
    applicationId: id,
    application: anApplication({
      applicant: { name: id },
      kind: 'pharmacy',
      scores:
        score === null ? [] : [{ evaluation: 'current_entry', value: score, evaluatedOn: '2026-06-01' }],
    }),
    facts: someFacts({
      county: anArea(),
      businessArea: anArea(figures(actual, 203)),
      street: anArea({
        areaId: 3,
        code: '999901001',
        level: 'street',
        parentCode: DISTRICT,
        ...figures(...street),
      }),
      annualPlans: [
        {
          annualPlanId: 1,
          year: 2026,
          areaCode: DISTRICT,
          areaLevel: 'county',
          kind: 'pharmacy',
          service: null,
          category: null,
          quantity: annual,
          used: 0,
          publishedOn: '2026-01-01',
          document: DOCUMENT,
        },
      ],
      pools: [
        {
          poolKind: 'pharmacy_personal_account',
          areaCode: DISTRICT,
          areaLevel: 'county',
          lots: release > 0 ? [aLot('l', release)] : [],
        },
      ],
    }),
    reviews: [],
  };
}

const batch = (count: number, setting: Setting) =>
  Array.from({ length: count }, (_, index) => pharmacy(`P${index}`, { ...setting, score: 90 - index }));
const admitted = (decisions: Record<string, string>) =>
  Object.values(decisions).filter((decision) => decision === 'admitted').length;

describe('the merged pool of a district (DL-D3, example 4)', () => {
  test.each([
    [2, 0, 0],
    [3, 1, 0],
    [5, 1, 2],
    [6, 2, 0],
  ])('T9: over-saturated (210 against 203), release %i: %i added, %i reset', (release, added, reset) => {
    const settlement = settle(plan, batch(3, { actual: 210, street: [12, 12], release }));
    expect(admitted(decisionsOf(settlement))).toBe(added);
    expect(totalOf(settlement, 'consume')).toBe(3 * added);
    expect(totalOf(settlement, 'reset')).toBe(reset);
    expect(Object.values(decisionsOf(settlement)).slice(added)).toEqual(
      Array.from({ length: 3 - added }, () => 'not_selected'),
    );
  });

  test.each([
    [1, 0, 0],
    [2, 1, 0],
    [3, 1, 1],
  ])('T10: saturated (209 against 203), release %i: %i added, %i reset', (release, added, reset) => {
    const settlement = settle(plan, batch(2, { actual: 209, street: [12, 12], release }));
    expect(admitted(decisionsOf(settlement))).toBe(added);
    expect(totalOf(settlement, 'reset')).toBe(reset);
  });
});

describe('streets below their bound (example 4)', () => {
  test('street 8 of 10, one left of the annual plan, scores 91 and 88: 91 admitted, ledger untouched', () => {
    const setting = { actual: 210, street: [8, 10] as const, release: 6, annual: 1 };
    const settlement = settle(plan, [
      pharmacy('low', { ...setting, score: 88 }),
      pharmacy('high', { ...setting, score: 91 }),
    ]);
    expect(decisionsOf(settlement)).toEqual({ high: 'admitted', low: 'not_selected' });
    expect(settlement.decisions[0]).toMatchObject({ applicationId: 'high', route: 'street_place' });
    expect(settlement.entries).toEqual([]);
  });

  test('two places, three applicants: the last is not selected and does not fall back on the pool', () => {
    const settlement = settle(plan, batch(3, { actual: 210, street: [8, 10], release: 6 }));
    expect(decisionsOf(settlement)).toEqual({ P0: 'admitted', P1: 'admitted', P2: 'not_selected' });
    expect(settlement.entries).toEqual([]);
  });
});

describe('ranking by score (DL-D7)', () => {
  const setting = { actual: 210, street: [12, 12] as const, release: 3 };

  test('T48: equal scores are tied and for review', () => {
    const settlement = settle(plan, [pharmacy('A', setting), pharmacy('B', setting)]);
    expect(decisionsOf(settlement)).toEqual({ A: 'review', B: 'review' });
  });

  test('T47: without a score there is no place, and nobody else is decided by it', () => {
    const settlement = settle(plan, [pharmacy('A', { ...setting, score: null }), pharmacy('B', setting)]);
    expect(decisionsOf(settlement)).toEqual({ A: 'review', B: 'review' });
    expect(settlement.decisions.find(({ applicationId }) => applicationId === 'B')?.dependsOn).toEqual(['A']);
  });

  test('two scores of one day contradict each other', () => {
    const { application, ...rest } = pharmacy('A', setting);
    const scores = [81, 82].map((value) => ({
      evaluation: 'current_entry' as const,
      value,
      evaluatedOn: '2026-06-01',
    }));
    const settlement = settle(plan, [{ ...rest, application: { ...application, scores } }]);
    expect(settlement.order[0]?.rank).toBeNull();
  });

  test('the later evaluation counts', () => {
    const { application, ...rest } = pharmacy('A', setting);
    const scores = [
      { evaluation: 'current_entry' as const, value: 70, evaluatedOn: AS_OF },
      { evaluation: 'current_entry' as const, value: 99, evaluatedOn: '2026-06-01' },
    ];
    const settlement = settle(plan, [{ ...rest, application: { ...application, scores } }]);
    expect(settlement.order[0]?.keys).toEqual([{ ruleId: 'DL-D7', key: 'score:current_entry', value: 70 }]);
  });
});
