import { describe, expect, test } from 'vitest';
import { anArea } from '../../../support/policy-builders.ts';
import { aLot, CITY, DISTRICT, decisionsOf, settle, totalOf } from './batches.ts';
import { type BedSetting, bedApplicant, bedPlan } from './bed-batches.ts';

const plan = bedPlan();
const confirmed = bedPlan({ confirmed: 'both' });
const batch = (settings: Record<string, BedSetting>) =>
  Object.entries(settings).map(([id, setting]) => bedApplicant(id, setting));
const waiting = (applicationId: string, position: number, need: number, enteredOn = '2026-03-31') => ({
  poolKind: 'inpatient_beds',
  areaCode: DISTRICT,
  applicationId,
  position,
  need,
  beds: need / 2,
  enteredOn,
});

describe('whole demands, in order (DL-C1, DL-C6)', () => {
  test.each([
    ['T21', 59, 'waiting', 0],
    ['T22', 60, 'admitted', 0],
    ['more than needed', 61, 'admitted', 1],
  ])(
    '%s: 30 beds of a general hospital need 60; release %i: %s, remainder %i reset',
    (_, release, decision, reset) => {
      const settlement = settle(plan, batch({ A: { beds: 30, lots: [aLot('l', release)] } }));
      expect(decisionsOf(settlement)).toEqual({ A: decision });
      expect(totalOf(settlement, 'consume')).toBe(decision === 'admitted' ? 60 : 0);
      expect(totalOf(settlement, 'reset')).toBe(reset);
      expect(settlement.queue.entered).toEqual(
        decision === 'waiting'
          ? [{ applicationId: 'A', poolKind: 'inpatient_beds', areaCode: DISTRICT, need: 60, beds: 30 }]
          : [],
      );
    },
  );

  test('DL-E6: release 100, rehabilitation 30 beds: 70 reset', () => {
    const settlement = settle(plan, batch({ A: { beds: 30, typeNo: 23, lots: [aLot('l', 100)] } }));
    expect([totalOf(settlement, 'consume'), totalOf(settlement, 'reset')]).toEqual([30, 70]);
  });

  test('example 2: 骨科医院 40 beds, release 100: needs 80, remainder 20 reset', () => {
    const settlement = settle(plan, batch({ A: { beds: 40, typeNo: 22, lots: [aLot('l', 100)] } }));
    expect(decisionsOf(settlement)).toEqual({ A: 'admitted' });
    expect([totalOf(settlement, 'consume'), totalOf(settlement, 'reset')]).toEqual([80, 20]);
  });

  test('T21: head needs 60 with 40 released, the second needs 10: both wait, in this order', () => {
    const lots = [aLot('l', 40)];
    const settlement = settle(
      plan,
      batch({
        head: { beds: 30, since: '2001-01-01', lots },
        second: { beds: 5, since: '2002-01-01', lots },
      }),
    );
    expect(decisionsOf(settlement)).toEqual({ head: 'waiting', second: 'waiting' });
    expect(settlement.queue.entered.map(({ applicationId }) => applicationId)).toEqual(['head', 'second']);
    expect(settlement.entries).toEqual([]);
  });

  test('T23: a later scarce-specialty applicant stays behind the one who waits', () => {
    const queues = [waiting('old', 1, 60)];
    const settlement = settle(
      plan,
      batch({ rehab: { beds: 40, typeNo: 23, lots: [aLot('l', 59)], queues } }),
    );
    expect(decisionsOf(settlement)).toEqual({ rehab: 'waiting' });
    expect(settlement.queue.admitted).toEqual([]);
  });

  test('example 8: one more bed admits the head; the later one goes on waiting and the rest is set aside', () => {
    const queues = [waiting('old', 1, 60)];
    const lots = [aLot('l', 59), aLot('m', 3, { releasedOn: '2026-06-30', validTo: '2027-06-30' })];
    const settlement = settle(plan, batch({ rehab: { beds: 40, typeNo: 23, lots, queues } }));
    expect(decisionsOf(settlement)).toEqual({ rehab: 'waiting' });
    expect(settlement.queue.admitted).toEqual([
      { applicationId: 'old', poolKind: 'inpatient_beds', areaCode: DISTRICT, need: 60, beds: 30 },
    ]);
    expect(settlement.entries).toEqual([
      { lotId: 'l', entry: 'consume', quantity: -59, applicationId: 'old', touched: true },
      { lotId: 'm', entry: 'consume', quantity: -1, applicationId: 'old', touched: true },
      { lotId: 'm', entry: 'suspend', quantity: -2, applicationId: null, touched: true },
    ]);
  });

  test('a fund warning pauses those who wait and keeps the order', () => {
    const warned = bedPlan({}, [{ id: 'DL-A6', kind: 'fund-warning', group: 'fund' }]);
    const applicant = bedApplicant('new', {
      beds: 1,
      lots: [aLot('l', 500)],
      queues: [waiting('old', 1, 60)],
      facts: { fundWarnings: [{ id: 1, from: '2026-06-01', to: null, document: '通知' }] },
    });
    const settlement = settle(warned, [applicant]);
    expect(settlement.queue).toEqual({ entered: [], admitted: [] });
    expect(settlement.entries).toEqual([]);
    expect(decisionsOf(settlement)).toEqual({ new: 'refused' });
  });

  test('pools of the city and of a district stay apart', () => {
    const settlement = settle(
      plan,
      batch({
        city: { beds: 30, typeNo: 23, level: 'city', lots: [], district: districtWith(7_000) },
        county: { beds: 30, typeNo: 23, lots: [aLot('l', 30)] },
      }),
    );
    expect(decisionsOf(settlement)).toEqual({ city: 'waiting', county: 'admitted' });
    expect(settlement.queue.entered[0]?.areaCode).toBe(CITY);
  });

  test('nobody undecided is overtaken: those behind are for review unless there is enough for all', () => {
    const of = (release: number) => {
      const lots = [aLot('l', release)];
      return decisionsOf(
        settle(
          plan,
          batch({
            open: {
              beds: 20,
              typeNo: 23,
              since: '2001-01-01',
              lots,
              facts: { type: { scheme: 'dalian-62', typeNo: 25, problem: null, candidates: [] } },
              application: { statements: { scarce_specialty: { value: true } } },
            },
            next: { beds: 20, typeNo: 23, since: '2002-01-01', lots },
          }),
        ),
      );
    };
    expect(of(500)).toEqual({ open: 'review', next: 'review' });
  });
});

const districtWith = (openBeds: number, code = '999902') =>
  anArea({
    areaId: Number(code),
    code,
    statistics: { resident_pop: { value: 1_000_000, asOf: '2025-12-31', document: '年鉴' } },
    beds: [
      {
        bedCategory: 'general',
        category: null,
        hospitalGrade: null,
        designated: openBeds,
        open: openBeds,
        institutionsWithoutFigure: 0,
      },
    ],
  });

describe('order within a batch (DL-C3 to C5)', () => {
  test('T26: 6.999 before 7.001 beds per 1000, unrounded', () => {
    const lots = [aLot('l', 30)];
    const settlement = settle(
      confirmed,
      batch({
        more: { beds: 30, typeNo: 23, level: 'city', lots, district: districtWith(7_001) },
        fewer: { beds: 30, typeNo: 23, level: 'city', lots, district: districtWith(6_999, '999903') },
      }),
    );
    expect(settlement.order.map(({ applicationId, rank }) => [applicationId, rank])).toEqual([
      ['fewer', 1],
      ['more', 2],
    ]);
    expect(decisionsOf(settlement)).toEqual({ fewer: 'admitted', more: 'waiting' });
  });

  test('T26: without residents there is no place', () => {
    const settlement = settle(
      plan,
      batch({ A: { beds: 30, typeNo: 23, level: 'city', lots: [aLot('l', 30)], district: anArea() } }),
    );
    expect(settlement.order[0]?.rank).toBeNull();
    expect(decisionsOf(settlement)).toEqual({ A: 'review' });
  });

  test('scarce specialties, then nursing homes, then others; within: designation, first licence, score', () => {
    const lots = [aLot('l', 500)];
    const settlement = settle(
      plan,
      batch({
        general: { beds: 1, since: '1999-01-01', lots },
        nursing: { beds: 1, typeNo: 26, since: '1999-01-01', lots },
        psychiatry: { beds: 1, typeNo: 16, since: '2005-01-01', score: 70, lots },
        paediatrics: { beds: 1, typeNo: 15, since: '2006-01-01', score: 90, lots },
        rehabilitation: { beds: 1, typeNo: 23, since: '2005-01-01', score: 71, lots },
      }),
    );
    expect(settlement.order.map(({ applicationId }) => applicationId)).toEqual([
      'rehabilitation',
      'psychiatry',
      'paediatrics',
      'nursing',
      'general',
    ]);
  });

  const two = (release: number) => {
    const lots = [aLot('l', release)];
    return batch({
      psychiatry: { beds: 30, typeNo: 16, since: '2005-01-01', lots },
      paediatrics: { beds: 30, typeNo: 15, since: '2006-01-01', lots },
    });
  };

  test('T25: three groups and five steps admit different ones: both for review', () => {
    const settlement = settle(bedPlan({ confirmed: 'demand' }), two(30));
    expect(decisionsOf(settlement)).toEqual({ psychiatry: 'review', paediatrics: 'review' });
    expect(settlement.decisions[0]?.reason.en).toMatch(/five steps/);
    expect(settlement.entries).toEqual([]);
  });

  test('T25: where both readings admit the same, it is decided', () => {
    expect(decisionsOf(settle(plan, two(60)))).toEqual({ psychiatry: 'admitted', paediatrics: 'admitted' });
  });

  test('T25: both would wait, but in another order: no place is given before the reading is confirmed', () => {
    expect(decisionsOf(settle(bedPlan({ confirmed: 'demand' }), two(29)))).toEqual({
      psychiatry: 'review',
      paediatrics: 'review',
    });
  });

  test('T25: a confirmed reading is followed', () => {
    expect(decisionsOf(settle(confirmed, two(30)))).toEqual({
      psychiatry: 'admitted',
      paediatrics: 'waiting',
    });
    expect(decisionsOf(settle(bedPlan({ confirmed: 'both', grouping: 'five_steps' }), two(30)))).toEqual({
      psychiatry: 'waiting',
      paediatrics: 'admitted',
    });
  });

  test('T48: equal in all keys and too little for both: no place is given by id', () => {
    const lots = [aLot('l', 10)];
    const settlement = settle(plan, batch({ A: { beds: 30, lots }, B: { beds: 30, lots } }));
    expect(decisionsOf(settlement)).toEqual({ A: 'review', B: 'review' });
    expect(settlement.queue.entered).toEqual([]);
  });
});

describe('readings of the demand', () => {
  const lots = [aLot('l', 60)];
  const pair = batch({
    first: { beds: 30, since: '2001-01-01', lots },
    second: { beds: 5, since: '2002-01-01', lots },
  });

  test('they differ: review until one is confirmed', () => {
    expect(decisionsOf(settle(plan, pair))).toEqual({ first: 'review', second: 'review' });
    expect(decisionsOf(settle(bedPlan({ demand: 'batch_total' }), pair))).toEqual({
      first: 'review',
      second: 'review',
    });
  });

  test('confirmed: the head alone, or the whole batch waits', () => {
    const head = settle(confirmed, pair);
    expect(decisionsOf(head)).toEqual({ first: 'admitted', second: 'waiting' });
    const total = settle(bedPlan({ confirmed: 'both', demand: 'batch_total' }), pair);
    expect(decisionsOf(total)).toEqual({ first: 'waiting', second: 'waiting' });
    expect(total.queue.entered.map(({ applicationId }) => applicationId)).toEqual(['first', 'second']);
    expect(total.entries).toEqual([]);
  });
});
