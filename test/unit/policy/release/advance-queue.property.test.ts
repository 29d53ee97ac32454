import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../../api/policy/calendar.ts';
import { advanceQueue } from '../../../../api/policy/release/advance-queue.ts';
import { AS_OF } from '../../../support/policy-builders.ts';
import { aLot } from './batches.ts';

const lots = fc
  .array(fc.record({ quantity: fc.integer({ min: 1, max: 6 }), days: fc.integer({ min: -40, max: 300 }) }), {
    maxLength: 5,
  })
  .map((entries) =>
    entries.map(({ quantity, days }, index) =>
      aLot(`l${index}`, quantity, { validTo: addDays(AS_OF, days) }),
    ),
  );

describe('any queue to which lots arrive', () => {
  const queue = fc
    .array(fc.record({ beds: fc.integer({ min: 1, max: 5 }), batch: fc.integer({ min: 0, max: 1 }) }), {
      maxLength: 6,
    })
    .map((entries) =>
      entries
        .toSorted((a, b) => a.batch - b.batch)
        .map(({ beds, batch }, index) => ({
          poolKind: 'inpatient_beds',
          areaCode: '999901',
          applicationId: `W${index}`,
          position: index + 1,
          need: beds * 2,
          beds,
          enteredOn: `2026-0${batch + 1}-01`,
        })),
    );

  test('the head goes first, with all its beds; what is left is set aside or reset', () => {
    fc.assert(
      fc.property(queue, lots, fc.constantFrom('head_of_line', 'batch_total'), (waiting, given, demand) => {
        const poolLots = given.map((lot) => ({
          ...lot,
          suspended: 0,
          wipedByPoolReset: 0,
          use: 'pool' as const,
          streetCode: null,
          event: 'termination' as const,
        }));
        const advance = advanceQueue({
          queue: waiting.toReversed(),
          lots: poolLots,
          asOf: AS_OF,
          demand,
          confirmed: true,
          remainder: 'pool',
        });
        const available = poolLots
          .filter((lot) => lot.validTo >= AS_OF)
          .reduce((sum, lot) => sum + lot.remaining, 0);
        const served = advance.admitted.length;
        expect(advance.admitted.map(({ applicationId }) => applicationId)).toEqual(
          waiting.slice(0, served).map(({ applicationId }) => applicationId),
        );
        expect(advance.waiting).toEqual(waiting.slice(served));
        const needed = advance.admitted.reduce((sum, { need }) => sum + need, 0);
        expect(needed).toBeLessThanOrEqual(available);
        const [next] = advance.waiting;
        if (next && demand === 'head_of_line') expect(needed + next.need).toBeGreaterThan(available);
        for (const { applicationId, need } of advance.admitted)
          expect(
            advance.entries.reduce(
              (sum, entry) => (entry.applicationId === applicationId ? sum - entry.quantity : sum),
              0,
            ),
          ).toBe(need);
        const rest = advance.entries.filter(({ applicationId }) => applicationId === null);
        expect(rest.reduce((sum, { quantity }) => sum - quantity, 0)).toBe(
          served > 0 ? available - needed : 0,
        );
        for (const { entry } of rest) expect(entry).toBe(next ? 'suspend' : 'reset');
      }),
    );
  });
});
