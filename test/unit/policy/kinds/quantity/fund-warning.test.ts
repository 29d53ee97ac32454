import { describe, expect, it } from 'vitest';
import { AS_OF, anApplication, aPlan, evaluateRule, someFacts } from '../../../../support/policy-builders.ts';

const plan = aPlan([{ id: 'DL-A6', kind: 'fund-warning', group: 'fund', appliesTo: { purposes: ['new'] } }]);
const judge = (from: string, to: string | null) =>
  evaluateRule(
    plan,
    'DL-A6',
    anApplication(),
    someFacts({ fundWarnings: [{ id: 1, from, to, document: '预警通知' }] }),
  );

describe('fund warning (DL-A6)', () => {
  it('passes where no warning is declared', () => {
    expect(evaluateRule(plan, 'DL-A6', anApplication(), someFacts()).outcome).toBe('PASS');
  });

  it.each([
    ['its first day', AS_OF, '2026-12-31', 'FAIL_IN_PRINCIPLE'],
    ['its last day', '2026-01-01', AS_OF, 'FAIL_IN_PRINCIPLE'],
    ['without an end', '2026-01-01', null, 'FAIL_IN_PRINCIPLE'],
    ['the day before it', '2026-07-01', null, 'PASS'],
    ['the day after it', '2026-01-01', '2026-06-29', 'PASS'],
  ])('on %s', (_, from, to, outcome) => {
    expect(judge(from, to).outcome).toBe(outcome);
  });

  it('names the document and the days of the warning', () => {
    const finding = judge('2026-01-01', null);
    expect(finding.evidence?.documents).toEqual(['预警通知']);
    expect(finding.derived).toMatchObject({ warningFrom: '2026-01-01', warningTo: null });
  });

  it('does not concern what is not new', () => {
    const facts = someFacts({ fundWarnings: [{ id: 1, from: AS_OF, to: null, document: 'd' }] });
    const application = anApplication({ purpose: 'hospital_grade_change' });
    expect(evaluateRule(plan, 'DL-A6', application, facts).outcome).toBe('NOT_APPLICABLE');
  });
});
