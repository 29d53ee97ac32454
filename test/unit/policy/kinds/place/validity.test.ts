import { describe, expect, it } from 'vitest';
import { evaluatePlan } from '../../../../../api/policy/evaluate.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

const RULES = [
  { id: 'TV-1', kind: 'validity', group: 'validity' },
  { id: 'TV-2', kind: 'entry-conditions', group: 'entry', parameters: { statement: 'entry_conditions_met' } },
];
const on = (asOf: string, header: object = {}, facts: Partial<FactsInput> = {}) =>
  evaluateRule(aPlan(RULES, header), 'TV-1', anApplication(), someFacts({ asOf, ...facts }));

describe('a plan in force', () => {
  it.each([
    ['2025-12-31', 'NOT_APPLICABLE'],
    ['2026-01-01', 'PASS'],
    ['2027-12-31', 'PASS'],
    ['2028-01-01', 'MANUAL_REVIEW'],
  ])('on %s is %s', (asOf, outcome) => {
    expect(on(asOf).outcome).toBe(outcome);
  });

  it('that has expired is for review on any later day', () => {
    expect(on('2026-06-30', { status: 'expired' }).missing?.[0]?.item).toBe('plan_extension');
  });

  it('makes every other rule not applicable before its day', () => {
    const facts = someFacts({ asOf: '2025-12-31' });
    const result = evaluatePlan({
      plan: aPlan(RULES),
      application: anApplication(),
      facts,
      asOf: '2025-12-31',
    });
    expect(result.overall).toBe('NOT_APPLICABLE');
    expect(result.findings.map(({ outcome }) => outcome)).toEqual(['NOT_APPLICABLE', 'NOT_APPLICABLE']);
  });
});

it('a draft says so from the start of its period', () => {
  const header = { status: 'draft', publishedOn: null };
  expect(on('2025-01-01', header).outcome).toBe('FLAG');
  expect(on('2024-12-31', header).outcome).toBe('NOT_APPLICABLE');
});

describe('the city', () => {
  const elsewhere = (more: object = {}) =>
    on(
      '2026-06-30',
      {},
      { city: anArea({ areaId: 9, code: '888800', level: 'city', parentCode: null, ...more }) },
    );
  it('must be that of the plan where the site is given', () => {
    expect(elsewhere()).toMatchObject({ outcome: 'MANUAL_REVIEW', measured: '888800', threshold: '999900' });
    expect(on('2026-06-30', {}, { city: null }).missing?.[0]?.item).toBe('site_in_city');
    expect(on('2026-06-30', {}, { city: null, site: null }).outcome).toBe('PASS');
  });
  it('may be invented', () => {
    expect(elsewhere({ isSynthetic: true }).outcome).toBe('PASS');
  });
});
