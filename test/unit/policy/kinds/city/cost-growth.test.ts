import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anApplication,
  anArea,
  aPlan,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

const plan = aPlan([{ id: 'KF-A3', kind: 'cost-growth' }]);
const area = (level: 'county' | 'city', value: number | null, asOf = '2025-12-31', isModelled = false) =>
  anArea({
    code: level === 'city' ? '999900' : '999901',
    level,
    statistics: value === null ? {} : { cost_growth: { value, asOf, document: '费用统计', isModelled } },
  });
const judge = (county: ReturnType<typeof area> | null, city: ReturnType<typeof area> | null) =>
  evaluateRule(plan, 'KF-A3', anApplication(), someFacts({ county, city }));

describe('cost growth of the district and of the city (KF-A3, QD-3)', () => {
  it.each([
    [0.05, 0.06, 'PASS'],
    [0.06, 0.06, 'PASS'],
    [0.060001, 0.06, 'MANUAL_REVIEW'],
    [-0.01, -0.02, 'MANUAL_REVIEW'],
  ])('%d against %d: %s', (district, whole, outcome) => {
    expect(judge(area('county', district), area('city', whole)).outcome).toBe(outcome);
  });

  it('names the figure that is missing, and where', () => {
    expect(judge(area('county', null), area('city', 0.06)).missing).toMatchObject([
      { item: 'cost_growth', areaCode: '999901' },
    ]);
    expect(judge(area('county', 0.05), null).missing).toMatchObject([{ item: 'cost_growth' }]);
    expect(judge(area('county', 0.05, '2025-12-31', true), area('city', 0.06)).outcome).toBe('MANUAL_REVIEW');
  });

  it('does not compare figures of different dates', () => {
    const finding = judge(area('county', 0.05, '2024-12-31'), area('city', 0.06));
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing).toMatchObject([{ item: 'cost_growth', areaCode: '999901' }]);
  });

  it('property: never denies, and asks a person exactly when the district grows faster', () => {
    const rate = fc.integer({ min: -5_000, max: 5_000 }).map((value) => value / 10_000);
    fc.assert(
      fc.property(rate, rate, (district, whole) => {
        expect(judge(area('county', district), area('city', whole)).outcome).toBe(
          district > whole ? 'MANUAL_REVIEW' : 'PASS',
        );
      }),
    );
  });
});
