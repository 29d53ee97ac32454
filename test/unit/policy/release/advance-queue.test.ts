import { describe, expect, test } from 'vitest';
import { lotSchema, type Waiting } from '../../../../api/policy/facts-of-release.ts';
import { advanceQueue, type QueueQuestion } from '../../../../api/policy/release/advance-queue.ts';
import { aLot, DISTRICT } from './batches.ts';

const waiting = (
  applicationId: string,
  position: number,
  need: number,
  enteredOn = '2026-03-31',
): Waiting => ({
  poolKind: 'inpatient_beds',
  areaCode: DISTRICT,
  applicationId,
  position,
  need,
  beds: need / 2,
  enteredOn,
});
const lots = (...inputs: ReturnType<typeof aLot>[]) => inputs.map((lot) => lotSchema.parse(lot));
const advance = (question: Partial<QueueQuestion>) =>
  advanceQueue({
    queue: [],
    lots: [],
    asOf: '2026-06-30',
    demand: 'head_of_line',
    confirmed: true,
    remainder: 'pool',
    ...question,
  });
const served = (question: Partial<QueueQuestion>) =>
  advance(question).admitted.map(({ applicationId }) => applicationId);

describe('a queue when lots arrive (DL-C6)', () => {
  const queue = [waiting('head', 1, 60), waiting('second', 2, 10)];

  test('40 do not reach the head; 20 more do, and the second goes on waiting', () => {
    expect(served({ queue, lots: lots(aLot('a', 40)) })).toEqual([]);
    const { admitted, waiting: left, entries } = advance({ queue, lots: lots(aLot('a', 40), aLot('b', 21)) });
    expect(admitted).toEqual([
      { applicationId: 'head', poolKind: 'inpatient_beds', areaCode: DISTRICT, need: 60, beds: 30 },
    ]);
    expect(left.map(({ applicationId }) => applicationId)).toEqual(['second']);
    expect(entries.at(-1)).toEqual({
      lotId: 'b',
      entry: 'suspend',
      quantity: -1,
      applicationId: null,
      touched: true,
    });
  });

  test('a lot that expires the day before the new one is released does not help', () => {
    const expired = aLot('a', 40, { validTo: '2026-06-29' });
    const fresh = aLot('b', 20, { releasedOn: '2026-06-30', validTo: '2027-06-30' });
    expect(served({ queue, lots: lots(expired, fresh) })).toEqual([]);
    expect(served({ queue, lots: lots({ ...expired, validTo: '2026-06-30' }, fresh) })).toEqual(['head']);
  });

  test('lots of a street or of a later day do not count', () => {
    const street = aLot('a', 60, { use: 'street_capacity' });
    const later = aLot('b', 60, { releasedOn: '2026-07-01', validTo: '2027-09-30' });
    expect(served({ queue, lots: lots(street, later) })).toEqual([]);
  });

  test('when the head withdraws the next is served and keeps its place', () => {
    expect(served({ queue: queue.slice(1), lots: lots(aLot('a', 10)) })).toEqual(['second']);
  });

  test('DL-E5: served from a lot that no bulletin has published yet: said in a note', () => {
    const unpublished = aLot('b', 20, { publishedOn: null });
    expect(advance({ queue, lots: lots(aLot('a', 40), unpublished) }).notes[0]?.en).toMatch(/bulletin/);
    expect(advance({ queue, lots: lots(aLot('a', 70), unpublished) }).notes).toEqual([]);
  });

  test('without a rule of reset the remainder stays', () => {
    expect(advance({ queue, lots: lots(aLot('a', 65)), remainder: null }).entries).toHaveLength(1);
  });

  test('readings of the demand: batch by batch, and review while nobody has confirmed one', () => {
    const later = [...queue, waiting('third', 3, 5, '2026-06-01')];
    const given = lots(aLot('a', 69));
    expect(served({ queue: later, lots: given, demand: 'batch_total' })).toEqual([]);
    expect(served({ queue: later, lots: lots(aLot('a', 70)), demand: 'batch_total' })).toEqual([
      'head',
      'second',
    ]);
    const open = advance({ queue: later, lots: given, confirmed: false });
    expect(open).toMatchObject({ admitted: [], entries: [], needsReview: true });
    expect(open.notes).toHaveLength(1);
    expect(advance({ queue: later, lots: lots(aLot('a', 80)), confirmed: false })).toMatchObject({
      needsReview: false,
    });
  });
});
