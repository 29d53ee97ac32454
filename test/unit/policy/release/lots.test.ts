import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, quarterOf } from '../../../../api/policy/calendar.ts';
import { lotSchema } from '../../../../api/policy/facts-of-release.ts';
import { availableQuantity } from '../../../../api/policy/release/available-quantity.ts';
import { balanceOfLot, balanceOfPool } from '../../../../api/policy/release/balance.ts';
import { consume, leftOf, lotsInUse } from '../../../../api/policy/release/consume.ts';
import { openLedger } from '../../../../api/policy/release/ledger-in-use.ts';
import { lotValidTo } from '../../../../api/policy/release/lot-validity.ts';
import { resetRemainder } from '../../../../api/policy/release/reset.ts';
import { aPlan, someFacts } from '../../../support/policy-builders.ts';
import { aLot, DISTRICT } from './batches.ts';

const lots = fc
  .array(
    fc.record({
      remaining: fc.integer({ min: 0, max: 30 }),
      released: fc.integer({ min: 0, max: 300 }),
      valid: fc.integer({ min: 0, max: 450 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((entries) =>
    entries.map(({ remaining, released, valid }, index) => {
      const releasedOn = addDays('2026-01-01', released);
      return lotSchema.parse(
        aLot(`l${index}`, 30, { remaining, releasedOn, validTo: addDays(releasedOn, valid) }),
      );
    }),
  );

describe('validity of a lot (DL-E3)', () => {
  const rule = { rule: 'same_quarter_next_year' } as const;

  test.each([
    ['2026-01-01', '2027-03-31'],
    ['2026-02-14', '2027-03-31'],
    ['2026-03-31', '2027-03-31'],
    ['2026-04-01', '2027-06-30'],
    ['2026-06-30', '2027-06-30'],
    ['2026-07-01', '2027-09-30'],
    ['2026-09-30', '2027-09-30'],
    ['2026-10-01', '2027-12-31'],
    ['2026-12-31', '2027-12-31'],
    ['2027-12-31', '2028-12-31'],
    ['2028-02-29', '2029-03-31'],
  ])('T13, T20: released %s, valid to %s', (releasedOn, validTo) => {
    expect(lotValidTo(releasedOn, rule)).toBe(validTo);
  });

  test('T14: every day of 2024 to 2029 gives 12 to 15 months, to the end of a quarter', () => {
    for (let day = '2024-01-01'; day <= '2029-12-31'; day = addDays(day, 1)) {
      const last = lotValidTo(day, rule);
      expect(last >= addDays(addMonths(day, 12), -1) && addDays(last, 1) <= addMonths(day, 15), day).toBe(
        true,
      );
      expect(quarterOf(last)).toEqual({ year: quarterOf(day).year + 1, quarter: quarterOf(day).quarter });
      expect(quarterOf(addDays(last, 1)).quarter).not.toBe(quarterOf(last).quarter);
    }
  });

  test('another city may count in months, clamped to the end of the month', () => {
    expect(lotValidTo('2026-08-31', { rule: 'months', months: 6 })).toBe('2027-02-28');
    expect(() => lotValidTo('2026-08-31', { rule: 'months' })).toThrow(/months/);
  });
});

describe('consumption', () => {
  test('earliest expiry first, then earliest release, then id', () => {
    const inUse = lotsInUse([
      aLot('late', 5, { validTo: '2027-06-30' }),
      aLot('b', 1),
      aLot('early', 2, { validTo: '2026-12-31' }),
      aLot('a', 1),
      aLot('older', 1, { releasedOn: '2026-01-01' }),
    ]);
    expect(consume(inUse, 6)?.taken).toEqual([
      { lotId: 'early', quantity: 2 },
      { lotId: 'older', quantity: 1 },
      { lotId: 'a', quantity: 1 },
      { lotId: 'b', quantity: 1 },
      { lotId: 'late', quantity: 1 },
    ]);
  });

  test('whole or not at all, never below zero, nothing lost', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 120 }), (given, quantity) => {
        const inUse = lotsInUse(given);
        const result = consume(inUse, quantity);
        if (result === null) {
          expect(leftOf(inUse)).toBeLessThan(quantity);
          return;
        }
        expect(result.taken.reduce((sum, taken) => sum + taken.quantity, 0)).toBe(quantity);
        expect(leftOf(result.lots)).toBe(leftOf(inUse) - quantity);
        const open = result.lots.findIndex((lot) => lot.left > 0);
        for (const [index, lot] of result.lots.entries()) {
          expect(lot.left).toBeGreaterThanOrEqual(0);
          if (open !== -1 && index > open) expect(lot.consumed).toBe(0);
        }
      }),
    );
  });

  test('a draw that the lots do not hold books nothing', () => {
    const facts = someFacts({
      pools: [
        { poolKind: 'outpatient_pooling', areaCode: DISTRICT, areaLevel: 'county', lots: [aLot('l', 3)] },
      ],
    });
    const ledger = openLedger(aPlan([{ id: 'DL-A1', kind: 'validity' }]), facts.asOf);
    const draw = (quantity: number) => ({
      resource: 'pool' as const,
      poolKind: 'outpatient_pooling',
      areaCode: DISTRICT,
      quantity,
      retireX: 1,
    });
    expect(ledger.consume([draw(2)], 'A', facts)).toBe(true);
    expect(ledger.consume([draw(2)], 'B', facts)).toBe(false);
    expect(
      ledger.close(
        () => null,
        () => false,
      ),
    ).toEqual([{ lotId: 'l', entry: 'consume', quantity: -2, applicationId: 'A', touched: true }]);
    const others = { ...facts, pools: [] };
    expect(() => ledger.consume([draw(1)], 'C', others)).toThrow(/different lots/);
  });
});

describe('reset of the remainder (DL-E6)', () => {
  const used = consume(lotsInUse([aLot('a', 2), aLot('b', 3, { validTo: '2027-06-30' })]), 1)?.lots ?? [];

  test('everything valid in the pool, or only the lots touched; set aside while a queue waits', () => {
    expect(resetRemainder(used, 'pool', false)).toEqual([
      { lotId: 'a', entry: 'reset', quantity: -1, applicationId: null, touched: true },
      { lotId: 'b', entry: 'reset', quantity: -3, applicationId: null, touched: false },
    ]);
    expect(resetRemainder(used, 'touched_lots', false).map(({ lotId }) => lotId)).toEqual(['a']);
    expect(resetRemainder(used, 'pool', true).map(({ entry }) => entry)).toEqual(['suspend', 'suspend']);
  });

  test('no use, no reset', () => {
    expect(resetRemainder(lotsInUse([aLot('a', 2)]), 'pool', false)).toEqual([]);
  });
});

describe('balance (DL-E4)', () => {
  const a = aLot('a', 1, { releasedOn: '2026-02-01', validTo: '2027-03-31' });
  const b = aLot('b', 1, { releasedOn: '2027-04-01', validTo: '2028-06-30' });
  const released = [a, b].map((lot) => ({
    lotId: lot.lotId,
    quantity: lot.quantity,
    effectiveOn: lot.releasedOn,
  }));

  test('T15, T16: counts on its last day and not on the next; lots never valid together never add up', () => {
    expect(balanceOfPool([a, b], released, '2026-01-31')).toBe(0);
    expect(balanceOfPool([a, b], released, '2027-03-31')).toBe(1);
    expect(balanceOfPool([a, b], released, '2027-04-01')).toBe(1);
    expect(balanceOfPool([a, b], released, '2028-07-01')).toBe(0);
  });

  test('the sum of entries is the balance, whatever is consumed and reset, and never negative', () => {
    fc.assert(
      fc.property(lots, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), (given, draws) => {
        const on = '2026-12-31';
        const movements = given.map((lot) => ({
          lotId: lot.lotId,
          quantity: lot.remaining,
          effectiveOn: lot.releasedOn,
        }));
        const valid = given.filter((lot) => lot.releasedOn <= on && lot.validTo >= on);
        let inUse: readonly ReturnType<typeof lotsInUse>[number][] = lotsInUse(valid);
        for (const draw of draws) {
          const result = consume(inUse, draw);
          if (!result) continue;
          inUse = result.lots;
          movements.push(
            ...result.taken.map(({ lotId, quantity }) => ({ lotId, quantity: -quantity, effectiveOn: on })),
          );
        }
        expect(balanceOfPool(given, movements, on)).toBe(leftOf(inUse));
        for (const { lotId } of given) expect(balanceOfLot(lotId, movements, on)).toBeGreaterThanOrEqual(0);
        const resets = resetRemainder(inUse, 'pool', false);
        movements.push(...resets.map(({ lotId, quantity }) => ({ lotId, quantity, effectiveOn: on })));
        expect(balanceOfPool(given, movements, on)).toBe(resets.length > 0 ? 0 : leftOf(inUse));
      }),
    );
  });
});

describe('what a pool holds', () => {
  const plan = aPlan([{ id: 'DL-A1', kind: 'validity' }]);
  const poolOf = (...poolLots: ReturnType<typeof aLot>[]) =>
    someFacts({
      pools: [{ poolKind: 'outpatient_pooling', areaCode: DISTRICT, areaLevel: 'county', lots: poolLots }],
    });
  const read = (facts: ReturnType<typeof someFacts>) =>
    availableQuantity(facts, facts.asOf, 'outpatient_pooling', DISTRICT, plan);

  test('a pool that the facts do not hold is unknown, an empty one is a known zero', () => {
    expect(read(someFacts())).toMatchObject({ known: false, available: 0 });
    expect(read(poolOf())).toMatchObject({ known: true, available: 0 });
  });

  test('unpublished, suspended, wiped, of before the plan and undecided stand apart', () => {
    const facts = poolOf(
      aLot('published', 4),
      aLot('unpublished', 2, { publishedOn: null }),
      aLot('later', 1, { publishedOn: '2026-07-01' }),
      aLot('suspended', 9, { remaining: 0, suspended: 9 }),
      aLot('wiped', 7, { remaining: 0, wipedByPoolReset: 7 }),
      aLot('before', 5, { releasedOn: '2025-12-31', validTo: '2026-12-31' }),
      aLot('ancient', 5, { releasedOn: '2024-12-31', validTo: '2026-12-31' }),
      aLot('undecided', 3, { use: 'undecided' }),
      aLot('street', 8, { use: 'street_capacity' }),
    );
    expect(read(facts)).toMatchObject({
      available: 7,
      unpublished: 3,
      suspended: 9,
      wiped: 7,
      beforePlan: 5,
      undecided: 3,
    });
  });

  test('what the batch has taken is taken from the published first', () => {
    const facts = poolOf(aLot('published', 4), aLot('unpublished', 2, { publishedOn: null }));
    const earlierInBatch = { ...facts.earlierInBatch, pools: { [`outpatient_pooling@${DISTRICT}`]: 3 } };
    expect(read({ ...facts, earlierInBatch })).toMatchObject({
      available: 3,
      unpublished: 2,
      takenInBatch: 3,
    });
  });
});
