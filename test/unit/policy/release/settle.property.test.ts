import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../../api/policy/calendar.ts';
import type { Lot } from '../../../../api/policy/facts-of-release.ts';
import type { Settlement } from '../../../../api/policy/release/settlement.ts';
import { AS_OF } from '../../../support/policy-builders.ts';
import { aLot, settle } from './batches.ts';
import { bedApplicant, bedPlan } from './bed-batches.ts';
import { outpatientApplicant, outpatientPlan } from './outpatient-batches.ts';

const lots = fc
  .array(fc.record({ quantity: fc.integer({ min: 1, max: 6 }), days: fc.integer({ min: -40, max: 300 }) }), {
    maxLength: 5,
  })
  .map((entries) =>
    entries.map(({ quantity, days }, index) =>
      aLot(`l${index}`, quantity, { validTo: addDays(AS_OF, days) }),
    ),
  );
const clinic = fc.record({
  support: fc.constantFrom('may', 'caution', 'encouraged'),
  areaClass: fc.constantFrom('1', '2', '3'),
  openedOn: fc.constantFrom('2020-01-01', '2021-01-01', '2022-01-01'),
  score: fc.constantFrom(70, 80, null),
});
const plan = outpatientPlan();

function expectSound(
  settlement: Settlement,
  given: readonly Pick<Lot, 'lotId' | 'remaining' | 'validTo'>[],
): void {
  const taken = new Map<string, number>();
  for (const { lotId, quantity } of settlement.entries) {
    expect(quantity).toBeLessThan(0);
    taken.set(lotId, (taken.get(lotId) ?? 0) - quantity);
  }
  const valid = given.filter((lot) => lot.validTo >= AS_OF);
  for (const [lotId, quantity] of taken)
    expect(quantity).toBeLessThanOrEqual(valid.find((lot) => lot.lotId === lotId)?.remaining ?? 0);
  const consumed = settlement.entries.filter(({ entry }) => entry === 'consume');
  const drawn = settlement.decisions
    .flatMap(({ draws }) => draws)
    .reduce((sum, draw) => sum + (draw.resource === 'pool' ? draw.quantity : 0), 0);
  const served = settlement.queue.admitted.reduce((sum, { need }) => sum + need, 0);
  expect(consumed.reduce((sum, { quantity }) => sum - quantity, 0)).toBe(drawn + served);
  const left = valid.reduce((sum, lot) => sum + lot.remaining - (taken.get(lot.lotId) ?? 0), 0);
  if (consumed.length > 0) expect(left).toBe(0);
  else expect(settlement.entries).toEqual([]);
  const used = new Set(consumed.map(({ lotId }) => lotId));
  const consumedOf = (lotId: string) =>
    consumed.reduce((sum, entry) => (entry.lotId === lotId ? sum - entry.quantity : sum), 0);
  for (const lot of valid)
    if (consumedOf(lot.lotId) < lot.remaining)
      for (const later of valid) if (later.validTo > lot.validTo) expect(used.has(later.lotId)).toBe(false);
}

describe('any outpatient batch', () => {
  test('books what is drawn, earliest expiry first, leaves nothing behind and never overdraws', () => {
    fc.assert(
      fc.property(lots, fc.array(clinic, { minLength: 1, maxLength: 6 }), (given, settings) => {
        const batch = settings.map((setting, index) =>
          outpatientApplicant(`A${index}`, { ...setting, lots: given }),
        );
        expectSound(
          settle(plan, batch),
          given.map((lot) => ({ ...lot, remaining: lot.remaining })),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('T19: the same question, also with the applicants in another order, gives the same settlement', () => {
    fc.assert(
      fc.property(
        lots,
        fc.array(clinic, { minLength: 2, maxLength: 6 }).chain((settings) =>
          fc.tuple(
            fc.constant(settings),
            fc.shuffledSubarray(
              settings.map((_, index) => index),
              { minLength: settings.length },
            ),
          ),
        ),
        (given, [settings, order]) => {
          const batch = settings.map((setting, index) =>
            outpatientApplicant(`A${index}`, { ...setting, lots: given }),
          );
          const shuffled = order.flatMap((index) => batch[index] ?? []);
          const settlement = settle(plan, batch);
          expect(settle(plan, batch)).toEqual(settlement);
          expect(settle(plan, shuffled)).toEqual(settlement);
        },
      ),
      { numRuns: 80 },
    );
  });

  test('ids decide nothing: other ids give the same decisions', () => {
    fc.assert(
      fc.property(lots, fc.array(clinic, { minLength: 2, maxLength: 5 }), (given, settings) => {
        const named = (name: (index: number) => string) =>
          settings.map((setting, index) => outpatientApplicant(name(index), { ...setting, lots: given }));
        const decisions = (settlement: Settlement, name: (index: number) => string) =>
          settings.map(
            (_, index) =>
              settlement.decisions.find(({ applicationId }) => applicationId === name(index))?.decision,
          );
        const up = (index: number) => `A${index}`;
        const down = (index: number) => `Z${9 - index}`;
        expect(decisions(settle(plan, named(down)), down)).toEqual(decisions(settle(plan, named(up)), up));
      }),
      { numRuns: 80 },
    );
  });
});

describe('what a batch decides in spite of ties and missing keys', () => {
  /** Scores that break every tie and stand in for every missing score. */
  const broken = fc
    .array(clinic, { minLength: 2, maxLength: 5 })
    .chain((settings) =>
      fc.tuple(
        fc.constant(settings),
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: settings.length, maxLength: settings.length }),
      ),
    );

  test('holds whichever way they are resolved (outpatient)', () => {
    fc.assert(
      fc.property(lots, broken, (given, [settings, extra]) => {
        const batch = (scoreOf: (index: number, score: number | null) => number | null) =>
          settings.map((setting, index) =>
            outpatientApplicant(`A${index}`, {
              ...setting,
              lots: given,
              score: scoreOf(index, setting.score),
            }),
          );
        const open = settle(
          plan,
          batch((_, score) => score),
        );
        const resolved = settle(
          plan,
          batch(
            (index, score) => (score ?? 60 + (extra[index] ?? 0)) + (extra[index] ?? 0) / 1_000 + index / 1e6,
          ),
        );
        expectKept(open, resolved);
      }),
      { numRuns: 150 },
    );
  });

  test('holds whichever way they are resolved (inpatient, places in the queue too)', () => {
    const tied = fc.array(
      fc.record({
        beds: fc.integer({ min: 1, max: 4 }),
        typeNo: fc.constantFrom(1, 15),
        since: fc.constantFrom('2001-01-01', '2002-01-01'),
        score: fc.integer({ min: 70, max: 99 }),
      }),
      { minLength: 2, maxLength: 5 },
    );
    fc.assert(
      fc.property(lots, tied, (given, settings) => {
        const batch = (scoreOf: (index: number, score: number) => number) =>
          settings.map((setting, index) =>
            bedApplicant(`A${index}`, { ...setting, lots: given, score: scoreOf(index, setting.score) }),
          );
        const beds = bedPlan({ confirmed: 'both' });
        const open = settle(
          beds,
          batch(() => 80),
        );
        const resolved = settle(
          beds,
          batch((index, score) => score + index / 1_000),
        );
        expectKept(open, resolved);
        const entered = resolved.queue.entered.map(({ applicationId }) => applicationId);
        const places = open.queue.entered.map(({ applicationId }) => entered.indexOf(applicationId));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { numRuns: 150 },
    );
  });
});

/** Whoever is decided in the open batch is decided alike, and draws alike, in the resolved one. */
function expectKept(open: Settlement, resolved: Settlement): void {
  for (const { applicationId, decision, draws } of open.decisions) {
    if (decision === 'review') continue;
    const later = resolved.decisions.find((made) => made.applicationId === applicationId);
    expect([applicationId, later?.decision, later?.draws]).toEqual([applicationId, decision, draws]);
  }
}

const hospital = fc.record({
  beds: fc.integer({ min: 1, max: 4 }),
  typeNo: fc.constantFrom(1, 15, 23, 26),
  since: fc.constantFrom('2001-01-01', '2002-01-01', '2003-01-01'),
});

describe('any inpatient batch', () => {
  test('nobody in the queue is overtaken or admitted in part', () => {
    fc.assert(
      fc.property(
        lots,
        fc.array(hospital, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('head_of_line', 'batch_total'),
        (given, settings, demand) => {
          const batch = settings.map((setting, index) =>
            bedApplicant(`A${index}`, { ...setting, lots: given }),
          );
          const settlement = settle(bedPlan({ confirmed: 'both', demand }), batch);
          expectSound(
            settlement,
            given.map((lot) => ({ ...lot, remaining: lot.remaining })),
          );
          const placed = settlement.order.flatMap(({ applicationId }) => {
            const decision = settlement.decisions.find((made) => made.applicationId === applicationId);
            return decision && ['admitted', 'waiting'].includes(decision.decision) ? [decision] : [];
          });
          const firstWaiting = placed.findIndex(({ decision }) => decision === 'waiting');
          if (firstWaiting !== -1)
            for (const { decision } of placed.slice(firstWaiting)) expect(decision).toBe('waiting');
          expect(settlement.queue.entered.map(({ applicationId }) => applicationId)).toEqual(
            placed.filter(({ decision }) => decision === 'waiting').map(({ applicationId }) => applicationId),
          );
        },
      ),
      { numRuns: 120 },
    );
  });
});
