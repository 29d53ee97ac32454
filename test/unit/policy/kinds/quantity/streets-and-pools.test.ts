import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import { aPlan, aSite, evaluateRule } from '../../../../support/policy-builders.ts';
import { aLot, aPool } from './lots-of-pools.ts';
import { aDistrict, aPharmacy, aStreet, bandRule, pharmacyFacts } from './pharmacies-of-areas.ts';

const plan = aPlan([
  bandRule(),
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
        { band: 'saturated', retire: 2 },
        { band: 'over_saturated', retire: 3 },
      ],
    },
  },
]);
const SATURATED = aDistrict({ actual: 209, upper: 203 });
const OVER_SATURATED = aDistrict({ actual: 210, upper: 203 });
const UNSATURATED = aDistrict({ actual: 202, upper: 203 });
const FULL = aStreet({ actual: 12, upper: 12 });
type Lots = Parameters<typeof aPool>[1];

function judge(
  district: typeof SATURATED | null,
  street: typeof FULL | null,
  lots: Lots = [],
  more: Partial<FactsInput> = {},
) {
  const facts = pharmacyFacts(district, street, {
    pools: [aPool('pharmacy_personal_account', lots)],
    ...more,
  });
  return {
    street: evaluateRule(plan, 'DL-D2', aPharmacy, facts),
    pool: evaluateRule(plan, 'DL-D3', aPharmacy, facts),
  };
}
const taken = (places: number) => ({ earlierInBatch: { places: { '999901001:personal_account': places } } });
const exit = (use: 'pool' | 'street_capacity' | 'undecided', remaining = 1, quantity = 1) =>
  aLot(remaining, { lotId: `${use}${remaining}`, quantity, use, streetCode: '999901001' });

describe('streets below their bound (DL-D2)', () => {
  it('T11: at u − 1 one may be added without release, the second not', () => {
    const street = aStreet({ actual: 11, upper: 12 });
    const first = judge(SATURATED, street);
    expect(first.street).toMatchObject({
      outcome: 'PASS',
      measured: 12,
      threshold: 12,
      draws: [{ resource: 'place', areaCode: '999901001', pharmacyKind: 'personal_account', quantity: 1 }],
    });
    expect(first.pool.outcome).toBe('NOT_APPLICABLE');
    const second = judge(SATURATED, street, [aLot(9)], taken(1));
    expect(second.street.outcome).toBe('NOT_SELECTED');
    expect(second.pool.outcome).toBe('NOT_APPLICABLE');
  });

  it('T11: at u and above the merged pool serves it', () => {
    for (const actual of [12, 13]) {
      const found = judge(SATURATED, aStreet({ actual, upper: 12 }), [aLot(2)]);
      expect(found.street.outcome).toBe('NOT_APPLICABLE');
      expect(found.pool.outcome).toBe('PASS');
    }
  });

  it('does not concern an unsaturated district', () => {
    const found = judge(UNSATURATED, aStreet({ actual: 1, upper: 12 }));
    expect([found.street.outcome, found.pool.outcome]).toEqual(['NOT_APPLICABLE', 'NOT_APPLICABLE']);
  });

  it.each([
    ['T49: a border', judge(SATURATED, FULL, [], { site: aSite({ locationStatus: 'border' }) }), 'street'],
    ['T49: outside', judge(SATURATED, null, [], { site: aSite({ locationStatus: 'outside' }) }), 'street'],
    ['no bound', judge(SATURATED, aStreet({ actual: 5 })), 'pharmacy_bound'],
    ['no count', judge(SATURATED, aStreet({ actual: 5, upper: 9 }, { pharmacies: null })), 'pharmacy_count'],
    ['no class', judge(aDistrict({ actual: 5 }), FULL), 'saturation_class'],
    ['no licence district', judge(null, FULL), 'business_licence_area'],
    ['positions', judge(SATURATED, aStreet({ actual: 11, upper: 12, unattributed: 1 })), 'pharmacy_position'],
    ['a fractional bound', judge(SATURATED, aStreet({ actual: 12, upper: 12.5 })), 'pharmacy_bound'],
  ])('is for review: %s', (_, found, item) => {
    expect(found.street).toMatchObject({ outcome: 'MANUAL_REVIEW', missing: [{ item }] });
    expect(found.pool.outcome).toBe('MANUAL_REVIEW');
  });

  it('T27: a street of another district than the licence is for review', () => {
    const found = judge(SATURATED, aStreet({ actual: 1, upper: 12 }, { parentCode: '999902' }));
    expect(found.street.outcome).toBe('MANUAL_REVIEW');
    expect(found.pool.outcome).toBe('MANUAL_REVIEW');
  });

  it('leaves exempt pharmacies out until they count, and unplaced ones where they cannot decide', () => {
    expect(judge(SATURATED, aStreet({ actual: 11, upper: 12, notYetCounted: 3 })).street.outcome).toBe(
      'PASS',
    );
    expect(judge(SATURATED, aStreet({ actual: 9, upper: 12, unattributed: 2 })).street.outcome).toBe('PASS');
    expect(judge(SATURATED, aStreet({ actual: 12, upper: 12, unattributed: 2 })).street.outcome).toBe(
      'NOT_APPLICABLE',
    );
  });

  describe('T12: one exit from a street exactly at its bound is one place, not two', () => {
    const street = aStreet({ actual: 11, upper: 12 });

    it('undecided: a person decides', () => {
      const found = judge(SATURATED, street, [exit('undecided'), aLot(5)]);
      expect(found.street).toMatchObject({ outcome: 'MANUAL_REVIEW', missing: [{ item: 'use_of_release' }] });
      expect(found.pool.outcome).toBe('MANUAL_REVIEW');
    });

    it('a place of the street: added there, and the pool has nothing of it', () => {
      const found = judge(SATURATED, street, [exit('street_capacity', 1)]);
      expect([found.street.outcome, found.pool.outcome]).toEqual(['PASS', 'NOT_APPLICABLE']);
    });

    it('in the pool: the street has no place, the pool uses it', () => {
      const found = judge(SATURATED, street, [exit('pool'), aLot(1)]);
      expect(found.street.outcome).toBe('NOT_APPLICABLE');
      expect(found.pool).toMatchObject({ outcome: 'PASS', measured: 2, threshold: 2 });
    });

    it('spent in the pool: it is not used again without a person', () => {
      expect(judge(SATURATED, street, [exit('pool', 0)]).street.outcome).toBe('MANUAL_REVIEW');
    });

    it('lapsed in the pool: the place is free', () => {
      const lapsed = { ...exit('pool'), validTo: '2026-06-29' };
      expect(judge(SATURATED, street, [lapsed]).street.outcome).toBe('PASS');
      const lastDay = { ...exit('pool'), validTo: '2026-06-30' };
      expect(judge(SATURATED, street, [lastDay]).street.outcome).toBe('NOT_APPLICABLE');
      expect(judge(SATURATED, street, [lastDay], { ledgerAsOf: '2026-07-01' }).street.outcome).toBe('PASS');
    });

    it('a further place beyond those of the pool is free', () => {
      expect(judge(SATURATED, aStreet({ actual: 10, upper: 12 }), [exit('pool')]).street.outcome).toBe(
        'PASS',
      );
      const second = judge(SATURATED, aStreet({ actual: 10, upper: 12 }), [exit('pool')], taken(1));
      expect(second.street.outcome).toBe('NOT_SELECTED');
    });
  });

  it('never gets worse with a higher bound, nor better with more pharmacies', () => {
    const badness = ['PASS', 'NOT_SELECTED', 'NOT_APPLICABLE'];
    const whole = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(whole, whole, whole, (actual, upper, places) => {
        const of = (a: number, u: number) =>
          badness.indexOf(
            judge(SATURATED, aStreet({ actual: a, upper: u }), [], taken(places)).street.outcome,
          );
        expect(of(actual, upper + 1)).toBeLessThanOrEqual(of(actual, upper));
        expect(of(actual + 1, upper)).toBeGreaterThanOrEqual(of(actual, upper));
        expect(of(actual, upper) === 0).toBe(actual + places + 1 <= upper);
      }),
      { numRuns: 60 },
    );
  });
});

describe('merged pool by class (DL-D3)', () => {
  it.each([
    ['T9 over-saturated', OVER_SATURATED, 2, 0],
    ['T9 over-saturated', OVER_SATURATED, 3, 1],
    ['T9 over-saturated', OVER_SATURATED, 5, 1],
    ['T9 over-saturated', OVER_SATURATED, 6, 2],
    ['T10 saturated', SATURATED, 1, 0],
    ['T10 saturated', SATURATED, 2, 1],
    ['T10 saturated', SATURATED, 3, 1],
  ])('%s: R = %#, %i released give %i additions', (_, district, released, additions) => {
    const { pool } = judge(district, FULL, [aLot(released)]);
    const x = district === OVER_SATURATED ? 3 : 2;
    expect(pool).toMatchObject({
      outcome: additions > 0 ? 'PASS' : 'NOT_SELECTED',
      measured: released,
      threshold: x,
      derived: { additionsPossible: additions, poolNeed: x, poolX: x, poolArea: '999901' },
    });
    if (additions > 0) expect(pool.draws).toMatchObject([{ quantity: x, retireX: x, areaCode: '999901' }]);
  });

  it('takes the draws of the batch off and admits floor(R / X) in all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(SATURATED, OVER_SATURATED),
        fc.integer({ min: 0, max: 20 }),
        (district, released) => {
          const x = district === OVER_SATURATED ? 3 : 2;
          let admitted = 0;
          for (let used = 0; admitted <= released; used += x, admitted++) {
            const earlierInBatch = { pools: { 'pharmacy_personal_account@999901': used } };
            if (judge(district, FULL, [aLot(released)], { earlierInBatch }).pool.outcome !== 'PASS') break;
          }
          expect(admitted).toBe(Math.floor(released / x));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reviews where an undecided lot would decide, and only there', () => {
    expect(judge(SATURATED, FULL, [aLot(1), aLot(1, { use: 'undecided' })]).pool).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'use_of_release' }],
    });
    expect(judge(OVER_SATURATED, FULL, [aLot(1), aLot(1, { use: 'undecided' })]).pool.outcome).toBe(
      'NOT_SELECTED',
    );
    expect(judge(SATURATED, FULL, [aLot(2), aLot(1, { use: 'undecided' })]).pool.outcome).toBe('PASS');
  });

  it('does not use the lots of a street that was below its bound', () => {
    const { pool } = judge(SATURATED, FULL, [aLot(2, { use: 'street_capacity' })]);
    expect(pool).toMatchObject({ outcome: 'NOT_SELECTED', measured: 0 });
  });

  it('serves every street where the plan has no street rule', () => {
    const without = aPlan([
      bandRule(),
      {
        id: 'DL-D3',
        kind: 'pool-ratio-by-band',
        parameters: {
          bandRule: 'DL-D1',
          poolKind: 'pharmacy_personal_account',
          ratios: [{ band: 'saturated', retire: 2 }],
        },
      },
    ]);
    const facts = pharmacyFacts(SATURATED, null, { pools: [aPool('pharmacy_personal_account', [aLot(2)])] });
    expect(evaluateRule(without, 'DL-D3', aPharmacy, facts).outcome).toBe('PASS');
  });
});
