import { describe, expect, test } from 'vitest';
import { aLot, decisionsOf, settle, totalOf } from './batches.ts';
import { type OutpatientSetting, outpatientApplicant, outpatientPlan } from './outpatient-batches.ts';

const plan = outpatientPlan();
const batch = (settings: Record<string, OutpatientSetting>) =>
  Object.entries(settings).map(([id, setting]) => outpatientApplicant(id, setting));

describe('retire-X-add-1 in a batch', () => {
  test.each([
    [1, 0, 0],
    [2, 2, 0],
    [3, 2, 1],
  ])('T17: release %i, X = 2, one applicant: %i consumed, %i reset', (release, consumed, reset) => {
    const settlement = settle(plan, batch({ A: { lots: [aLot('l', release)] } }));
    expect(decisionsOf(settlement)).toEqual({ A: consumed > 0 ? 'admitted' : 'not_selected' });
    expect(totalOf(settlement, 'consume')).toBe(consumed);
    expect(totalOf(settlement, 'reset')).toBe(reset);
  });

  test('DL-E6: release 5, X = 2, two applicants: two admitted, then one reset of 1', () => {
    const lots = [aLot('l1', 2), aLot('l2', 3)];
    const settlement = settle(
      plan,
      batch({ A: { lots, openedOn: '2020-01-01' }, B: { lots, openedOn: '2021-01-01' } }),
    );
    expect(decisionsOf(settlement)).toEqual({ A: 'admitted', B: 'admitted' });
    expect(settlement.entries).toEqual([
      { lotId: 'l1', entry: 'consume', quantity: -2, applicationId: 'A', touched: true },
      { lotId: 'l2', entry: 'consume', quantity: -2, applicationId: 'B', touched: true },
      { lotId: 'l2', entry: 'reset', quantity: -1, applicationId: null, touched: true },
    ]);
  });

  test('a lot of which nothing was consumed is reset as untouched', () => {
    const lots = [aLot('l1', 2), aLot('l2', 7, { validTo: '2027-06-30' })];
    expect(settle(plan, batch({ A: { lots } })).entries.at(-1)).toEqual({
      lotId: 'l2',
      entry: 'reset',
      quantity: -7,
      applicationId: null,
      touched: false,
    });
  });

  test('lots released after the settlement, expired or not of the pool stay untouched', () => {
    const lots = [
      aLot('l', 3),
      aLot('later', 5, { releasedOn: '2026-07-01', validTo: '2027-09-30' }),
      aLot('expired', 5, { releasedOn: '2025-03-01', validTo: '2026-03-31' }),
      aLot('street', 5, { use: 'street_capacity' }),
    ];
    const settlement = settle(plan, batch({ A: { lots } }));
    expect(new Set(settlement.entries.map(({ lotId }) => lotId))).toEqual(new Set(['l']));
  });

  test('a lot released between cut-off and settlement is not used, but is part of the remainder', () => {
    const lots = [
      aLot('l', 2),
      aLot('between', 4, { releasedOn: '2026-07-10', validTo: '2027-09-30' }),
      aLot('gone', 4, { releasedOn: '2025-05-01', validTo: '2026-06-30' }),
    ];
    const settlement = settle(plan, batch({ A: { lots } }), { settledOn: '2026-07-15' });
    expect(settlement.entries.map(({ lotId, entry, quantity }) => [lotId, entry, quantity])).toEqual([
      ['l', 'consume', -2],
      ['between', 'reset', -4],
    ]);
  });

  test('example 7: lots of 31 March and 1 April add up on 31 March of the next year, not a day later', () => {
    const lots = [
      aLot('a', 1, { releasedOn: '2026-03-31', validTo: '2027-03-31', publishedOn: '2026-07-01' }),
      aLot('b', 1, { releasedOn: '2026-04-01', validTo: '2027-06-30', publishedOn: '2026-07-01' }),
    ];
    const on = (asOf: string) => decisionsOf(settle(plan, batch({ A: { lots, asOf } })));
    expect(on('2027-03-31')).toEqual({ A: 'admitted' });
    expect(on('2027-04-01')).toEqual({ A: 'not_selected' });
  });

  test('T15: cut-off before, settlement after the last day: the lot no longer counts', () => {
    const lots = [aLot('a', 2)];
    const asOf = '2027-03-31';
    expect(decisionsOf(settle(plan, batch({ A: { lots, asOf } })))).toEqual({ A: 'admitted' });
    expect(decisionsOf(settle(plan, batch({ A: { lots, asOf } }), { settledOn: '2027-04-01' }))).toEqual({
      A: 'not_selected',
    });
  });

  test('example 5: caution, class 2, release 3: 2 consumed, 1 reset; one released later does not suffice', () => {
    const settlement = settle(plan, batch({ A: { lots: [aLot('l', 3)] } }));
    expect([totalOf(settlement, 'consume'), totalOf(settlement, 'reset')]).toEqual([2, 1]);
    const lots = [
      aLot('l', 3, { remaining: 0 }),
      aLot('m', 1, { releasedOn: '2026-07-20', validTo: '2027-09-30', publishedOn: '2026-10-01' }),
    ];
    expect(decisionsOf(settle(plan, batch({ B: { lots, asOf: '2026-10-15' } })))).toEqual({
      B: 'not_selected',
    });
  });

  test('T54: who is not selected enters no queue and is ranked anew in the next batch', () => {
    const first = settle(plan, batch({ A: { lots: [aLot('l', 1)], openedOn: '2022-01-01' } }));
    expect(first.queue.entered).toEqual([]);
    expect(decisionsOf(first)).toEqual({ A: 'not_selected' });
    const lots = [aLot('m', 2)];
    const next = settle(
      plan,
      batch({ A: { lots, openedOn: '2022-01-01' }, B: { lots, openedOn: '2021-01-01' } }),
    );
    expect(decisionsOf(next)).toEqual({ A: 'not_selected', B: 'admitted' });
  });

  test('a lower applicant with a smaller need is admitted when the higher one is not selected', () => {
    const lots = [aLot('l', 1)];
    const settlement = settle(
      plan,
      batch({ A: { lots, openedOn: '2020-01-01', areaClass: '2' }, B: { lots, areaClass: '3' } }),
    );
    expect(decisionsOf(settlement)).toEqual({ A: 'not_selected', B: 'admitted' });
  });
});

describe('ranking of an outpatient batch (DL-B4)', () => {
  const lots = [aLot('l', 2)];

  test('may before caution, whatever the score; then account, licence, score', () => {
    const settlement = settle(
      plan,
      batch({
        caution: { lots, score: 100, openedOn: '2019-01-01' },
        score: { lots, support: 'may', score: 90 },
        licence: { lots, support: 'may', obtainedOn: '2019-01-01' },
        account: { lots, support: 'may', openedOn: '2023-01-01' },
        last: { lots, support: 'may', score: 89 },
      }),
    );
    expect(settlement.order.map(({ applicationId, rank }) => [applicationId, rank])).toEqual([
      ['account', 1],
      ['licence', 2],
      ['score', 3],
      ['last', 4],
      ['caution', 5],
    ]);
  });

  test('T47: a missing score gives no place, is for review and not the last', () => {
    const settlement = settle(plan, batch({ A: { lots, score: null }, B: { lots, openedOn: '2025-01-01' } }));
    const [first, second] = settlement.order;
    expect(second).toMatchObject({ applicationId: 'A', rank: null });
    expect(second?.missingKeys.map(({ key }) => key)).toEqual(['score:personal_account_entry']);
    expect(first).toMatchObject({ applicationId: 'B', rank: 1 });
    const decisions = new Map(settlement.decisions.map((decision) => [decision.applicationId, decision]));
    expect(decisions.get('A')?.decision).toBe('review');
    expect(decisions.get('A')?.result.overall).toBe('MANUAL_REVIEW');
  });

  test('T47: what is known of the unplaced one still orders: it is before a later account, so that one depends on it', () => {
    const only2 = [aLot('l', 2)];
    const settlement = settle(
      plan,
      batch({
        unplaced: { lots: only2, score: null, openedOn: '2022-01-01' },
        earlier: { lots: only2, openedOn: '2021-01-01' },
        later: { lots: only2, openedOn: '2023-01-01' },
      }),
    );
    expect(decisionsOf(settlement)).toEqual({
      earlier: 'admitted',
      unplaced: 'review',
      later: 'not_selected',
    });
    const without = settle(
      plan,
      batch({
        unplaced: { lots: only2, score: null, openedOn: '2022-01-01' },
        later: { lots: only2, openedOn: '2023-01-01' },
      }),
    );
    const later = without.decisions.find(({ applicationId }) => applicationId === 'later');
    expect(later).toMatchObject({ decision: 'review', dependsOn: ['unplaced'] });
    expect(without.entries).toEqual([]);
  });

  test('an undecided applicant decides nobody where the quantity suffices for all', () => {
    const many = [aLot('l', 4)];
    const settlement = settle(
      plan,
      batch({ unplaced: { lots: many, score: null, openedOn: '2022-01-01' }, later: { lots: many } }),
    );
    expect(decisionsOf(settlement)).toEqual({ unplaced: 'review', later: 'admitted' });
  });

  test('T48: equal in all keys is shown as a tie, and for review when not all can be admitted', () => {
    const settlement = settle(plan, batch({ A: { lots }, B: { lots } }));
    expect(settlement.order.map(({ rank, tiedWith }) => [rank, tiedWith])).toEqual([
      [1, ['B']],
      [1, ['A']],
    ]);
    expect(decisionsOf(settlement)).toEqual({ A: 'review', B: 'review' });
    expect(settlement.entries).toEqual([]);
  });

  test('tied applicants are all admitted when the release suffices for all, and none when for none', () => {
    const enough = [aLot('l', 4)];
    expect(decisionsOf(settle(plan, batch({ A: { lots: enough }, B: { lots: enough } })))).toEqual({
      A: 'admitted',
      B: 'admitted',
    });
    const none = [aLot('l', 1)];
    expect(decisionsOf(settle(plan, batch({ A: { lots: none }, B: { lots: none } })))).toEqual({
      A: 'not_selected',
      B: 'not_selected',
    });
  });

  test('behind a tie under review a lower applicant is decided only where it makes no difference', () => {
    const settlement = settle(plan, batch({ A: { lots }, B: { lots }, C: { lots, openedOn: '2025-01-01' } }));
    const lower = settlement.decisions.find(({ applicationId }) => applicationId === 'C');
    expect(lower).toMatchObject({ decision: 'review' });
    expect(lower?.dependsOn?.toSorted()).toEqual(['A', 'B']);
  });
});

describe('free additions (example 6, T18)', () => {
  const may = { support: 'may', areaClass: '3' };

  test('the first is free and resets nothing; the second of the category needs a release', () => {
    const settlement = settle(
      plan,
      batch({ A: { ...may, openedOn: '2020-01-01' }, B: { ...may, openedOn: '2021-01-01' } }),
    );
    expect(decisionsOf(settlement)).toEqual({ A: 'admitted', B: 'not_selected' });
    expect(settlement.decisions[0]?.route).toBe('free_addition');
    expect(settlement.entries).toEqual([]);
  });

  test('T18: with release in the pool the free one leaves it alone, the second consumes and resets', () => {
    const lots = [aLot('l', 3)];
    const one = settle(plan, batch({ A: { ...may, lots } }));
    expect(one.entries).toEqual([]);
    const two = settle(
      plan,
      batch({ A: { ...may, lots, openedOn: '2020-01-01' }, B: { ...may, lots, openedOn: '2021-01-01' } }),
    );
    expect(two.decisions.map(({ route }) => route)).toEqual(['free_addition', 'release']);
    expect([totalOf(two, 'consume'), totalOf(two, 'reset')]).toEqual([1, 2]);
  });

  test('two tied ones: which is the free one is open, so both are for review', () => {
    const lots = [aLot('l', 3)];
    expect(decisionsOf(settle(plan, batch({ A: { ...may, lots }, B: { ...may, lots } })))).toEqual({
      A: 'review',
      B: 'review',
    });
  });

  test('a second one of another category is for review', () => {
    const settlement = settle(
      plan,
      batch({
        A: { ...may, openedOn: '2020-01-01' },
        B: { ...may, openedOn: '2021-01-01', category: '口腔诊所', typeNo: 39 },
      }),
    );
    expect(decisionsOf(settlement)).toEqual({ A: 'admitted', B: 'review' });
  });
});
