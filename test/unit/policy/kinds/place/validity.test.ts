import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import { evaluatePlan } from '../../../../../api/policy/evaluate.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  anArea,
  aPlan,
  aRegisteredApplicant,
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

describe('what a plan speaks of', () => {
  const covers = [{ kinds: ['medical'], services: ['personal_account'], purposes: ['new'] }];
  const [validity, ...others] = RULES;
  const ask = (application: Partial<ApplicationInput>) =>
    evaluateRule(
      aPlan([{ ...validity, id: 'TV-1', kind: 'validity', parameters: { covers } }, ...others]),
      'TV-1',
      anApplication(application),
      someFacts({
        applicant: aRegisteredApplicant({ services: [] }),
      }),
    );

  it('passes, anything else is for review', () => {
    expect(ask({}).outcome).toBe('PASS');
    expect(ask({ service: 'ltc_home_care' })).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      measured: 'medical / ltc_home_care / new',
    });
    expect(ask({ kind: 'pharmacy' }).outcome).toBe('MANUAL_REVIEW');
    expect(ask({ purpose: 'branch' }).outcome).toBe('MANUAL_REVIEW');
  });
});

describe('what the register says against the application', () => {
  const period = (service: string, more: object = {}) => ({
    service,
    status: 'active' as const,
    from: '2024-03-01',
    to: null,
    countsFrom: null,
    ...more,
  });
  const ask = (application: Partial<ApplicationInput>, services: ReturnType<typeof period>[] | null) =>
    evaluateRule(
      aPlan(RULES),
      'TV-1',
      anApplication(application),
      someFacts({ applicant: services ? aRegisteredApplicant({ services }) : null }),
    );

  it.each([
    ['new', 'personal_account', ['personal_account'], 'purpose'],
    ['add_service', 'personal_account', ['personal_account'], 'purpose'],
    ['add_service', 'personal_account', [], 'designation_of_applicant'],
    ['relocation', 'personal_account', ['outpatient_pooling'], 'designation_of_applicant'],
    ['add_beds', 'inpatient', ['personal_account'], 'designation_of_applicant'],
    ['bed_conversion', 'inpatient', ['personal_account'], 'designation_of_applicant'],
    ['settlement_promotion', 'outpatient_pooling', [], 'designation_of_applicant'],
    ['hospital_grade_change', 'inpatient', [], 'designation_of_applicant'],
    ['relocation', 'personal_account', null, 'applicant_in_register'],
    ['add_beds', 'inpatient', null, 'applicant_in_register'],
  ] as const)('%s of %s by one designated for %j: %s', (purpose, service, held, item) => {
    const finding = ask({ purpose, service }, held?.map((name) => period(name)) ?? null);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.map((missing) => missing.item)).toEqual([item]);
  });

  it.each([
    ['new', 'personal_account', null],
    ['new', 'personal_account', []],
    ['new', 'outpatient_pooling', ['personal_account']],
    ['branch', 'personal_account', ['personal_account']],
    ['add_service', 'outpatient_pooling', ['personal_account']],
    ['relocation', 'personal_account', ['personal_account']],
    ['add_beds', 'inpatient', ['inpatient']],
    ['settlement_promotion', 'outpatient_pooling', ['personal_account']],
  ] as const)('nothing against %s of %s by one designated for %j', (purpose, service, held) => {
    expect(ask({ purpose, service }, held?.map((name) => period(name)) ?? null).outcome).toBe('PASS');
  });

  it('takes a suspended agreement as in force and one that ended the day before as ended', () => {
    expect(ask({}, [period('personal_account', { status: 'suspended' })]).outcome).toBe('MANUAL_REVIEW');
    expect(ask({}, [period('personal_account', { to: '2026-06-29' })]).outcome).toBe('PASS');
    expect(ask({}, [period('personal_account', { to: '2026-06-30' })]).outcome).toBe('MANUAL_REVIEW');
  });

  it('names another kind', () => {
    const finding = evaluateRule(
      aPlan(RULES),
      'TV-1',
      anApplication(),
      someFacts({ applicant: aRegisteredApplicant({ kind: 'pharmacy', services: [] }) }),
    );
    expect(finding.missing?.map(({ item }) => item)).toEqual(['kind']);
  });
});
