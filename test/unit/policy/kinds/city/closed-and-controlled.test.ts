import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  aPlan,
  aRegisteredApplicant,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

const items = ({ missing }: ReturnType<typeof evaluateRule>) => missing?.map(({ item }) => item);

describe('strict control without a number (XA-2)', () => {
  it('is always for a person, never a denial, and names no missing datum', () => {
    const plan = aPlan([{ id: 'XA-2', kind: 'strict-control' }]);
    const finding = evaluateRule(plan, 'XA-2', anApplication({ service: 'inpatient' }), someFacts());
    expect(finding).toMatchObject({ outcome: 'MANUAL_REVIEW', derived: { strictControl: true } });
    expect(finding.missing).toBeUndefined();
  });
});

describe('closed in principle (XA-4)', () => {
  const plan = aPlan([
    {
      id: 'XA-4',
      kind: 'closed-in-principle',
      parameters: { kinds: ['pharmacy'], categories: ['普通诊所', '中医(综合)诊所'], purposes: ['new'] },
    },
  ]);
  const judge = (application: Partial<ApplicationInput>) =>
    evaluateRule(plan, 'XA-4', anApplication(application), someFacts());

  it.each([
    [{ kind: 'pharmacy' }, 'FAIL_IN_PRINCIPLE'],
    [{ category: '普通诊所' }, 'FAIL_IN_PRINCIPLE'],
    [{ category: '中医（综合）诊所' }, 'FAIL_IN_PRINCIPLE'],
    [{ category: '综合医院' }, 'MANUAL_REVIEW'],
    [{ category: '普通诊所', purpose: 'relocation' }, 'MANUAL_REVIEW'],
    [{ category: '普通诊所、综合医院' }, 'MANUAL_REVIEW'],
  ] as [Partial<ApplicationInput>, string][])('%j: %s', (application, outcome) => {
    expect(judge(application).outcome).toBe(outcome);
  });

  it('asks for a category that is not given', () => {
    expect(items(judge({ category: '' }))).toEqual(['licence_category']);
  });
});

describe('total fixed by the authority (XA-7)', () => {
  const plan = aPlan([
    {
      id: 'XA-7',
      kind: 'total-control',
      parameters: { total: { parameter: 'total', unit: 'institutions' } },
    },
  ]);
  const total = (value: number) => ({
    parameters: [
      { name: 'total', value, unit: 'institutions', qualifier: null, from: null, to: null, document: '文件' },
    ],
  });
  const judge = (facts: Partial<FactsInput>) =>
    evaluateRule(
      plan,
      'XA-7',
      anApplication({ kind: 'pharmacy', service: 'special_drugs' }),
      someFacts(facts),
    );
  const present = (count: number) => ({
    designatedByService: { 'pharmacy:special_drugs': count, 'pharmacy:dual_channel': 99 },
  });

  it('passes for the last place and fails for the next', () => {
    expect(judge({ ...total(20), ...present(19) })).toMatchObject({
      outcome: 'PASS',
      measured: 20,
      threshold: 20,
    });
    expect(judge({ ...total(20), ...present(20) })).toMatchObject({ outcome: 'FAIL', measured: 21 });
  });

  it('is for review without the total or the present number', () => {
    expect(items(judge(present(1)))).toEqual(['total']);
    expect(items(judge(total(20)))).toEqual(['designated_by_service']);
    expect(items(judge({ ...total(20), designatedByService: { 'medical:inpatient': 3 } }))).toEqual([
      'designated_by_service',
    ]);
  });
});

describe('must be designated already (XA-8)', () => {
  const plan = aPlan([
    { id: 'XA-8', kind: 'designated-already', group: 'entry', parameters: { kinds: ['medical'] } },
  ]);
  type Period = ReturnType<typeof aRegisteredApplicant>['services'][number];
  const period = (more: Partial<Period> = {}): Period => ({
    service: 'inpatient',
    status: 'active',
    from: '2024-01-01',
    to: null,
    countsFrom: null,
    ...more,
  });
  const judge = (services: Period[] | null, application: Partial<ApplicationInput> = {}) =>
    evaluateRule(
      plan,
      'XA-8',
      anApplication({ service: 'medical_assistance', ...application }),
      someFacts({ applicant: services && aRegisteredApplicant({ services }) }),
    );

  it.each([
    ['active', [period()], 'PASS'],
    ['active on its last day', [period({ to: '2026-06-30' })], 'PASS'],
    ['from today', [period({ from: '2026-06-30' })], 'PASS'],
    ['from tomorrow', [period({ from: '2026-07-01' })], 'FAIL'],
    ['suspended', [period({ status: 'suspended' })], 'MANUAL_REVIEW'],
    ['run out without a recorded end', [period({ to: '2026-06-29' })], 'MANUAL_REVIEW'],
    ['temporary', [period({ isTemporary: true })], 'MANUAL_REVIEW'],
    ['terminated', [period({ to: '2025-12-31', status: 'terminated' })], 'FAIL'],
    ['only the service asked for', [period({ service: 'medical_assistance' })], 'FAIL'],
    ['nothing', [], 'FAIL'],
    ['not in the register', null, 'MANUAL_REVIEW'],
  ] as [string, Period[] | null, string][])('%s', (_name, services, outcome) => {
    expect(judge(services).outcome).toBe(outcome);
  });

  it('fails for another kind', () => {
    expect(judge([period()], { kind: 'pharmacy' }).outcome).toBe('FAIL');
  });
});
