import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  aRegisteredApplicant,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';
import { aLot, aPool } from './lots-of-pools.ts';

const title = (en: string) => ({ zh: en, en });
const group = (id: string, typeNos: number[]) => ({ id, title: title(id), typeNos });
const plan = aPlan([
  {
    id: 'DL-C1',
    kind: 'bed-release-ratio',
    parameters: {
      groupRule: 'DL-C3',
      poolRule: 'DL-C2',
      ratios: [
        { groups: ['scarce'], retire: 1 },
        { groups: ['nursing_home'], retire: 1, retireAtMost: 2, settledBy: 'nursing_home_x' },
        { groups: ['other'], retire: 2 },
      ],
      scarceBeds: { categories: ['paediatric', 'psychiatric', 'rehabilitation'], retire: 1 },
      transferRule: 'DL-A10',
    },
  },
  {
    id: 'DL-C2',
    kind: 'pool-by-authority',
    parameters: {
      pools: [
        { authority: 'city', area: 'city' },
        { authority: 'county', area: 'licensing_area' },
      ],
    },
  },
  {
    id: 'DL-C3',
    kind: 'priority-groups',
    group: 'ranking',
    parameters: {
      groups: [group('scarce', [15, 16, 23]), group('nursing_home', [26])],
      otherwise: { id: 'other', title: title('other') },
    },
  },
]);
const typeOf = (typeNo: number | null) => ({
  scheme: 'dalian-62',
  typeNo,
  problem: typeNo === null ? ('not-listed' as const) : null,
  candidates: [],
});
const REHABILITATION = 23;
const NURSING_HOME = 26;
const GENERAL = 1;

function judge(
  typeNo: number | null,
  beds: ApplicationInput['beds'],
  released: number,
  more: Partial<FactsInput> = {},
  overrides: Partial<ApplicationInput> = {},
) {
  return evaluateRule(
    plan,
    'DL-C1',
    anApplication({ service: 'inpatient', category: '综合医院', beds, ...overrides }),
    someFacts({
      type: typeOf(typeNo),
      licensingLevel: 'county',
      licensingArea: { areaId: 2, code: '999901', level: 'county', name: '甲区', parentCode: '999900' },
      pools: [aPool('inpatient_beds', [aLot(released)])],
      ...more,
    }),
  );
}
const inpatient = aRegisteredApplicant({
  services: [{ service: 'inpatient', status: 'active', from: '2020-01-01', to: null, countsFrom: null }],
  designatedBeds: { general: 50 },
});
const waiting = (applicationId: string, position: number, need = 60) => ({
  poolKind: 'inpatient_beds',
  areaCode: '999901',
  applicationId,
  position,
  need,
  beds: 30,
  enteredOn: '2026-01-01',
});

describe('released beds (DL-C1)', () => {
  it.each([
    ['other', GENERAL, 30, 59, 'HOLD'],
    ['other', GENERAL, 30, 60, 'PASS'],
    ['scarce', REHABILITATION, 60, 59, 'HOLD'],
    ['scarce', REHABILITATION, 60, 60, 'PASS'],
    ['nursing home (T24)', NURSING_HOME, 40, 39, 'HOLD'],
    ['nursing home (T24)', NURSING_HOME, 40, 40, 'MANUAL_REVIEW'],
    ['nursing home (T24)', NURSING_HOME, 40, 79, 'MANUAL_REVIEW'],
    ['nursing home (T24)', NURSING_HOME, 40, 80, 'PASS'],
  ])('%s: type %i asks for %i, R = %i → %s', (_, typeNo, beds, released, outcome) => {
    expect(judge(typeNo, { general: beds }, released).outcome).toBe(outcome);
  });

  it('draws X beds for each one asked for, from the pool of the licensing district', () => {
    expect(judge(GENERAL, { general: 30 }, 100)).toMatchObject({
      measured: 100,
      threshold: 60,
      derived: { beds: 30, poolNeed: 60, poolX: 2, poolArea: '999901' },
      draws: [{ resource: 'pool', poolKind: 'inpatient_beds', areaCode: '999901', quantity: 60, retireX: 2 }],
    });
    expect(judge(GENERAL, { general: 30 }, 59)).toMatchObject({ derived: { shortBy: 1 } });
    expect(judge(GENERAL, { general: 30 }, 59).draws).toBeUndefined();
  });

  it('says the numbers in both languages', () => {
    expect(judge(GENERAL, { general: 30 }, 60).reason).toEqual({
      zh: '甲区有效释放量 60 张床位，按“退2进1”需要 60（2 × 30），足够。',
      en: '甲区 has 60 released beds; retire-2-add-1 needs 60 (2 × 30): enough.',
    });
  });

  it('takes the X that the authority has settled for nursing homes', () => {
    const settled = (value: number) => ({
      parameters: [
        { name: 'nursing_home_x', value, unit: 'X', qualifier: null, from: null, to: null, document: 'd' },
      ],
    });
    expect(judge(NURSING_HOME, { nursing: 40 }, 40, settled(1)).outcome).toBe('PASS');
    expect(judge(NURSING_HOME, { nursing: 40 }, 79, settled(2)).outcome).toBe('HOLD');
    expect(judge(NURSING_HOME, { nursing: 40 }, 40, settled(1.5)).outcome).toBe('MANUAL_REVIEW');
  });

  it('reviews a general hospital that asks for scarce beds, with both numbers', () => {
    expect(judge(GENERAL, { general: 10, rehabilitation: 20 }, 50)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      derived: { poolNeedLow: 40, poolNeedHigh: 60 },
      draws: [{ quantity: 40 }],
    });
    expect(judge(GENERAL, { rehabilitation: 20 }, 100)).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      draws: [{ quantity: 40 }],
    });
    expect(judge(REHABILITATION, { rehabilitation: 20, general: 10 }, 30).outcome).toBe('PASS');
  });

  it('says in principle no to more beds for an institution that has inpatient care', () => {
    const more = { applicant: inpatient };
    expect(judge(GENERAL, { general: 5 }, 100, more, { purpose: 'add_beds' }).outcome).toBe(
      'FAIL_IN_PRINCIPLE',
    );
    expect(judge(GENERAL, { general: 5 }, 100, {}, { purpose: 'add_beds' })).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'applicant' }],
    });
    expect(judge(GENERAL, { general: 5 }, 100, more, { purpose: 'add_service' }).outcome).toBe(
      'MANUAL_REVIEW',
    );
    expect(judge(GENERAL, { general: 5 }, 100, more, { purpose: 'relocation' }).outcome).toBe('PASS');
    const ended = aRegisteredApplicant({
      services: [
        { service: 'inpatient', status: 'active', from: '2020-01-01', to: '2026-06-29', countsFrom: null },
      ],
    });
    expect(judge(GENERAL, { general: 5 }, 100, { applicant: ended }, { purpose: 'add_beds' }).outcome).toBe(
      'PASS',
    );
  });

  it('needs release only for the net growth of a conversion', () => {
    const convert = (to: number) =>
      judge(
        REHABILITATION,
        undefined,
        100,
        { applicant: inpatient },
        {
          purpose: 'bed_conversion',
          bedConversion: { from: { general: 50 }, to: { rehabilitation: to } },
        },
      );
    expect(convert(50).outcome).toBe('NOT_APPLICABLE');
    expect(convert(40).outcome).toBe('NOT_APPLICABLE');
    expect(convert(60)).toMatchObject({ outcome: 'FAIL_IN_PRINCIPLE', derived: { beds: 10, poolNeed: 10 } });
  });

  it('T21: nobody overtakes those who wait, and the head is served', () => {
    const queue = { queues: [waiting('a', 1), waiting('b', 2)] };
    expect(judge(REHABILITATION, { rehabilitation: 10 }, 1000, queue)).toMatchObject({
      outcome: 'HOLD',
      derived: { waitingAhead: 2, neededAhead: 120 },
    });
    expect(judge(REHABILITATION, { rehabilitation: 10 }, 1000, queue).draws).toBeUndefined();
    expect(judge(GENERAL, { general: 30 }, 60, { ...queue, applicationId: 'a' }).outcome).toBe('PASS');
    expect(judge(GENERAL, { general: 30 }, 60, { ...queue, applicationId: 'b' }).outcome).toBe('HOLD');
    const elsewhere = { queues: [{ ...waiting('a', 1), areaCode: '999902' }] };
    expect(judge(REHABILITATION, { rehabilitation: 10 }, 10, elsewhere).outcome).toBe('PASS');
  });

  it.each([
    ['beds', judge(GENERAL, undefined, 100), 'beds'],
    ['no beds at all', judge(GENERAL, { general: 0 }, 100), 'beds'],
    ['type', judge(null, { general: 5 }, 100), 'priority_group'],
    ['authority', judge(GENERAL, { general: 5 }, 100, { licensingLevel: null }), 'release_pool'],
  ])('names what is missing: %s', (_, finding, item) => {
    expect(finding).toMatchObject({ outcome: 'MANUAL_REVIEW', missing: [{ item }] });
  });

  it('T28: a branch in another district is for review where the pools differ', () => {
    const at = (a: number, b: number) =>
      judge(
        REHABILITATION,
        { rehabilitation: 10 },
        0,
        {
          county: { ...anArea(), code: '999902', name: '乙区' },
          pools: [aPool('inpatient_beds', [aLot(a)]), aPool('inpatient_beds', [aLot(b)], '999902')],
        },
        { purpose: 'branch' },
      );
    expect(at(10, 0).outcome).toBe('MANUAL_REVIEW');
    expect(at(10, 10)).toMatchObject({ outcome: 'PASS', draws: [{ areaCode: '999901' }] });
    expect(at(0, 0).outcome).toBe('HOLD');
  });

  it('never gets worse with more release or fewer beds', () => {
    const order = ['PASS', 'MANUAL_REVIEW', 'HOLD'];
    fc.assert(
      fc.property(
        fc.constantFrom(GENERAL, REHABILITATION, NURSING_HOME),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 50 }),
        (typeNo, beds, released) => {
          const of = (b: number, r: number) => order.indexOf(judge(typeNo, { general: b }, r).outcome);
          expect(of(beds, released)).toBeGreaterThanOrEqual(0);
          expect(of(beds, released + 1)).toBeLessThanOrEqual(of(beds, released));
          expect(of(beds + 1, released)).toBeGreaterThanOrEqual(of(beds, released));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('pool by licensing authority (DL-C2)', () => {
  const poolOf = (more: Partial<FactsInput>) =>
    evaluateRule(plan, 'DL-C2', anApplication({ service: 'inpatient' }), someFacts(more));
  const licensingArea = {
    areaId: 2,
    code: '999902',
    level: 'county',
    name: '乙区',
    parentCode: '999900',
  } as const;

  it('is that of the district, or the city-wide one', () => {
    expect(poolOf({ licensingLevel: 'county', licensingArea })).toMatchObject({
      outcome: 'FLAG',
      derived: { poolArea: '999902', poolLevel: 'county' },
    });
    expect(poolOf({ licensingLevel: 'city', licensingArea: null })).toMatchObject({
      outcome: 'FLAG',
      derived: { poolArea: '999900', poolLevel: 'city' },
    });
  });

  it.each([
    ['unknown authority', {}, 'licensing_authority'],
    ['district authority without district', { licensingLevel: 'county' as const }, 'licensing_area'],
    ['province', { licensingLevel: 'province' as const }, undefined],
  ])('reviews an %s', (_, more, item) => {
    const finding = poolOf(more);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.[0]?.item).toBe(item);
    expect(finding.derived?.poolArea).toBeUndefined();
  });

  it('keeps pools apart: a city-licensed hospital in a district does not draw on the district', () => {
    const city = (districtBeds: number) =>
      judge(GENERAL, { general: 30 }, 0, {
        licensingLevel: 'city',
        licensingArea: null,
        pools: [aPool('inpatient_beds', [aLot(10)], '999900'), aPool('inpatient_beds', [aLot(districtBeds)])],
      });
    expect(city(0)).toMatchObject({ outcome: 'HOLD', derived: { poolArea: '999900' } });
    expect(city(49).outcome).toBe('HOLD');
    const finding = city(50);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.reason.en).toContain('DL-A10');
    expect(finding.draws).toBeUndefined();
    const enough = judge(GENERAL, { general: 5 }, 0, {
      licensingLevel: 'city',
      licensingArea: null,
      pools: [aPool('inpatient_beds', [aLot(10)], '999900'), aPool('inpatient_beds', [aLot(50)])],
    });
    expect(enough).toMatchObject({ outcome: 'PASS', draws: [{ areaCode: '999900', quantity: 10 }] });
  });
});
