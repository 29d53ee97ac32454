import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

type BedUse = NonNullable<NonNullable<FactsInput['managementArea']>['bedUse']>;
const rule = (options: object = {}) => ({
  id: 'KF-B3',
  kind: 'bed-use-threshold',
  parameters: { threshold: 0.75 },
  options,
});
const plan = aPlan([rule()], { managementAreas: ['市本级', '甲区'] });
const counted = (numerator: number, denominator: number): BedUse => ({
  rate: numerator / denominator,
  basis: 'computed',
  numerator,
  denominator,
  periodFrom: '2025-01-01',
  periodTo: '2025-12-31',
  document: '床位使用统计',
});
const published = (rate: number, more: Partial<BedUse> = {}): BedUse => ({
  rate,
  basis: 'published',
  numerator: null,
  denominator: null,
  periodFrom: null,
  periodTo: '2025-12-31',
  document: '公报',
  ...more,
});
const judge = (bedUse: BedUse | null, { name = '市本级', of = plan } = {}) =>
  evaluateRule(
    of,
    'KF-B3',
    anApplication({ service: 'inpatient', beds: { general: 50 }, managementArea: name }),
    someFacts({ managementArea: anArea({ areaId: 9, code: 'M1', level: 'management', name, bedUse }) }),
  );
const items = (finding: ReturnType<typeof judge>) => finding.missing?.map(({ item }) => item);

describe('bed use of the management area (KF-B3, QD-7)', () => {
  it.each([
    [74_996, 'FAIL_IN_PRINCIPLE'],
    [74_999, 'FAIL_IN_PRINCIPLE'],
    [75_000, 'PASS'],
    [75_001, 'PASS'],
    [104_000, 'PASS'],
  ])('%d of 100 000 bed-days: %s', (occupied, outcome) => {
    expect(judge(counted(occupied, 100_000))).toMatchObject({ outcome, threshold: 0.75, comparator: '>=' });
  });

  it('shows the unrounded use: 74.996 % is not 75 %', () => {
    const finding = judge(counted(74_996, 100_000));
    expect(finding.measured).toBe(0.74996);
    expect(finding.reason.en).toContain('74996/100000 = 74.9960 %');
  });

  it('takes a published rate as it stands, and says when it may be rounded', () => {
    expect(judge(published(0.74996)).outcome).toBe('FAIL_IN_PRINCIPLE');
    expect(judge(published(0.7113))).toMatchObject({
      outcome: 'FAIL_IN_PRINCIPLE',
      derived: { mayBeRounded: false },
    });
    expect(judge(published(0.75))).toMatchObject({
      outcome: 'PASS',
      derived: { basis: 'published', mayBeRounded: true },
    });
    const careful = aPlan([rule({ published_rate: 'bed_days_at_limit' })], { managementAreas: ['市本级'] });
    expect(items(judge(published(0.75), { of: careful }))).toEqual(['bed_days']);
    expect(items(judge(published(0.7499999), { of: careful }))).toBeUndefined();
    expect(judge(counted(75, 100), { of: careful }).outcome).toBe('PASS');
  });

  it.each([
    ['of the year before last', counted(90, 100), { periodFrom: '2024-01-01', periodTo: '2024-12-31' }],
    ['of half a year', counted(90, 100), { periodFrom: '2025-07-01' }],
    ['of the running year', counted(90, 100), { periodFrom: '2026-01-01', periodTo: '2026-03-31' }],
    ['computed without a first day', counted(90, 100), { periodFrom: null }],
    ['published at mid-year', published(0.9), { periodTo: '2025-06-30' }],
  ])('does not decide on a figure %s', (_name, use, more) => {
    const finding = judge({ ...use, ...more });
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(items(finding)).toEqual(['bed_use_rate']);
  });

  it('asks a person for the management area, never the position', () => {
    expect(items(judge(null))).toEqual(['bed_use_rate']);
    expect(items(judge(counted(90, 100), { name: '乙区' }))).toEqual(['management_area']);
    const unregistered = evaluateRule(
      plan,
      'KF-B3',
      anApplication({ service: 'inpatient' }),
      someFacts({ county: anArea({ name: '甲区', bedUse: counted(90, 100) }) }),
    );
    expect(items(unregistered)).toEqual(['management_area']);
  });

  it('property: passes exactly while the occupied bed-days are at least three quarters', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000 }),
        fc.integer({ min: 1, max: 4_000_000 }),
        (occupied, open) => {
          expect(judge(counted(occupied, open)).outcome).toBe(
            occupied * 4 >= open * 3 ? 'PASS' : 'FAIL_IN_PRINCIPLE',
          );
        },
      ),
    );
  });
});
