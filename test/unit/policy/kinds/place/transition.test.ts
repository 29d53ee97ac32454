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

const RULES = [
  { id: 'TV-7', kind: 'transition-promotion', parameters: { serviceMonths: 6, coachingMonths: 6 } },
  { id: 'TV-8', kind: 'transition-count' },
];
/** The plan applies from 2026-01-01. */
const plan = aPlan(RULES);
const draft = aPlan(RULES, { status: 'draft', publishedOn: null });
type Applicant = NonNullable<FactsInput['applicant']>;
type Grade = Applicant['grades'][number];

const level = (grade: string, from: string | null, more: Partial<Grade> = {}): Grade => ({
  scale: 'settlement_level',
  grade,
  obtainedBy: 'assessed',
  from,
  to: null,
  ...more,
});
const since = (from: string | null, to: string | null = null): Applicant['services'] => [
  { service: 'personal_account', status: 'active', from, to, countsFrom: null },
];

function judge(
  promotion: ApplicationInput['promotion'],
  applicant: Partial<Applicant> | null,
  { of = plan, options = {} as object } = {},
) {
  const rules = RULES.map((rule) => (rule.id === 'TV-7' ? { ...rule, options } : rule));
  const used = Object.keys(options).length > 0 ? aPlan(rules) : of;
  return evaluateRule(
    used,
    'TV-7',
    anApplication({ purpose: 'settlement_promotion', ...(promotion ? { promotion } : {}) }),
    someFacts({ applicant: applicant === null ? null : aRegisteredApplicant(applicant) }),
  );
}
const items = (finding: ReturnType<typeof judge>) => finding.missing?.map(({ item }) => item);

describe('level I in its coaching period (a)', () => {
  const coached = (coachingUntil: string | null, more: Partial<Applicant> = {}): Partial<Applicant> => ({
    services: since('2025-10-01'),
    grades: [level('I', '2025-10-01')],
    coachingUntil,
    ...more,
  });
  const to = (decidedOn: string, level: 'II' | 'III' = 'II') => ({
    from: 'I' as const,
    to: level,
    decidedOn,
  });

  it('is exempt where plan and promotion both fall into it', () => {
    expect(judge(to('2026-03-01'), coached('2026-04-01'))).toMatchObject({
      outcome: 'EXEMPT',
      derived: { transitionCase: 'coaching', coachingUntil: '2026-04-01' },
    });
    expect(judge(to('2026-03-01', 'III'), coached('2026-04-01')).outcome).toBe('EXEMPT');
    expect(judge(to('2026-04-01'), coached('2026-04-01')).outcome).toBe('EXEMPT');
  });

  it('is for review where only one of the two dates does', () => {
    const finding = judge(to('2026-04-02'), coached('2026-04-01'));
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(items(finding)).toEqual(['reading:coaching_at']);
  });

  it.each([
    ['plan_start', 'EXEMPT'],
    ['promotion', 'NOT_APPLICABLE'],
    ['both_dates', 'MANUAL_REVIEW'],
  ])('read at %s, a later promotion is %s', (coaching_at, outcome) => {
    expect(judge(to('2026-05-01'), coached('2026-04-01'), { options: { coaching_at } }).outcome).toBe(
      outcome,
    );
  });

  it('is not exempt where it was over before the plan', () => {
    expect(judge(to('2026-03-01'), coached('2025-12-31'))).toMatchObject({ outcome: 'NOT_APPLICABLE' });
    expect(judge(to('2026-03-01'), coached('2026-01-01')).outcome).toBe('MANUAL_REVIEW');
  });

  it('without a recorded end is for review, unless it must have been over', () => {
    expect(items(judge(to('2026-03-01'), coached(null)))).toEqual(['coaching_until']);
    const long = { services: since('2024-01-01'), grades: [level('I', '2024-01-01')], coachingUntil: null };
    expect(judge(to('2026-03-01'), long).outcome).toBe('NOT_APPLICABLE');
  });

  it('takes the date asked for where no decision is dated', () => {
    const finding = judge({ from: 'I', to: 'II' }, coached('2026-06-30'));
    expect(finding).toMatchObject({ outcome: 'EXEMPT', derived: { decidedOn: '2026-06-30' } });
  });

  it.each([
    ['2025-12-31', 'EXEMPT'],
    ['2026-01-01', 'NOT_APPLICABLE'],
    ['2026-01-02', 'NOT_APPLICABLE'],
  ])('designated on %s, with the plan of 2026-01-01, is %s', (from, outcome) => {
    const applicant = { services: since(from), grades: [level('I', from)], coachingUntil: '2026-06-30' };
    expect(judge(to('2026-03-01'), applicant).outcome).toBe(outcome);
  });

  it('is the first promotion only', () => {
    const grades = [
      level('II', '2024-01-01', { to: '2025-09-30' }),
      level('I', '2025-10-01', { obtainedBy: 'downgraded' }),
    ];
    expect(judge(to('2026-03-01'), coached('2026-04-01', { grades })).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('level II by carry-over (b)', () => {
  const carried = (from: string | null, more: Partial<Grade> = {}): Partial<Applicant> => ({
    services: since('2020-01-01'),
    grades: [level('II', from, { obtainedBy: 'carried_over', ...more })],
  });
  const promoted = (decidedOn: string) => ({ from: 'II' as const, to: 'III' as const, decidedOn });

  it.each([
    ['2025-12-15', '2026-06-14', 'EXEMPT'],
    ['2025-12-15', '2026-06-15', 'NOT_APPLICABLE'],
    ['2025-12-15', '2026-06-16', 'NOT_APPLICABLE'],
    ['2025-08-31', '2026-02-27', 'EXEMPT'],
    ['2025-08-31', '2026-02-28', 'NOT_APPLICABLE'],
    ['2025-09-30', '2026-03-29', 'EXEMPT'],
    ['2025-09-30', '2026-03-30', 'NOT_APPLICABLE'],
  ])('in service since %s, promoted on %s: %s', (from, decidedOn, outcome) => {
    expect(judge(promoted(decidedOn), carried(from)).outcome).toBe(outcome);
  });

  it('tells the day on which the months are full', () => {
    expect(judge(promoted('2026-02-27'), carried('2025-08-31'))).toMatchObject({
      measured: '2026-02-27',
      comparator: '<',
      threshold: '2026-02-28',
      derived: { transitionCase: 'carried_over', monthsFullOn: '2026-02-28', daysOfService: 180 },
    });
  });

  it('does not cover a level reached by assessment or a later grading', () => {
    expect(judge(promoted('2026-03-01'), carried('2025-12-15', { obtainedBy: 'assessed' })).outcome).toBe(
      'NOT_APPLICABLE',
    );
    const later = {
      services: since('2020-01-01'),
      grades: [
        level('I', '2025-01-01', { to: '2025-12-14' }),
        level('II', '2025-12-15', { obtainedBy: 'carried_over' }),
      ],
    };
    expect(judge(promoted('2026-03-01'), later).outcome).toBe('NOT_APPLICABLE');
  });

  it('is for review where start or origin is unknown', () => {
    expect(items(judge(promoted('2026-03-01'), carried(null)))).toEqual(['level_since']);
    expect(items(judge(promoted('2026-03-01'), carried('2025-12-15', { obtainedBy: null })))).toEqual([
      'level_origin',
    ]);
    expect(judge(promoted('2026-06-15'), carried('2025-12-15', { obtainedBy: null })).outcome).toBe(
      'NOT_APPLICABLE',
    );
  });
});

describe('what a transition needs to know', () => {
  const applicant = {
    services: since('2025-10-01'),
    grades: [level('I', '2025-10-01')],
    coachingUntil: '2026-04-01',
  };
  const promotion = { from: 'I' as const, to: 'II' as const, decidedOn: '2026-03-01' };

  it('is the day of publication of the plan', () => {
    expect(items(judge(promotion, applicant, { of: draft }))).toEqual(['plan_publication_date']);
  });

  it.each([
    ['promotion', undefined, applicant],
    ['applicant_in_register', promotion, null],
    ['designated_since', promotion, { ...applicant, services: since(null) }],
    ['designated_since', promotion, { ...applicant, services: [] }],
    ['designated_before_plan', promotion, { ...applicant, services: since('2025-10-01', '2025-12-30') }],
    ['settlement_level_history', promotion, { ...applicant, grades: [] }],
    ['settlement_level', promotion, { ...applicant, grades: [level('II', '2025-10-01')] }],
  ])('is %s', (item, asked, known) => {
    const finding = judge(asked, known);
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(items(finding)).toEqual([item]);
  });

  it('concerns promotions only', () => {
    expect(evaluateRule(plan, 'TV-7', anApplication(), someFacts()).outcome).toBe('NOT_APPLICABLE');
    expect(
      judge({ from: 'II', to: 'I' }, { ...applicant, grades: [level('II', '2025-10-01')] }).outcome,
    ).toBe('NOT_APPLICABLE');
  });
});

describe('counted as they are', () => {
  const count = (grades: Grade[] | null, of = plan) =>
    evaluateRule(
      of,
      'TV-8',
      anApplication(),
      someFacts({ applicant: grades === null ? null : aRegisteredApplicant({ grades }) }),
    );

  it.each(['downgraded', 'carried_over'] as const)(
    'a level that was %s counts on the first day',
    (obtainedBy) => {
      expect(count([level('I', '2025-06-01', { obtainedBy })])).toMatchObject({
        outcome: 'FLAG',
        measured: 'I',
        derived: { countedLevel: 'I', obtainedBy },
      });
    },
  );

  it('a level reached on the first day counts, one of the next day does not', () => {
    const grades = [
      level('II', '2025-01-01', { to: '2025-12-31', obtainedBy: 'carried_over' }),
      level('I', '2026-01-01', { obtainedBy: 'downgraded' }),
    ];
    expect(count(grades).derived).toMatchObject({ countedLevel: 'I' });
    const later = [
      level('II', '2025-01-01', { to: '2026-01-01', obtainedBy: 'carried_over' }),
      level('I', '2026-01-02', { obtainedBy: 'downgraded' }),
    ];
    expect(count(later).derived).toMatchObject({ countedLevel: 'II' });
  });

  it('an assessed level is not concerned, an unknown one is named', () => {
    expect(count([level('II', '2025-01-01')]).outcome).toBe('NOT_APPLICABLE');
    expect(count([])).toMatchObject({ outcome: 'FLAG', missing: [{ item: 'settlement_level_history' }] });
    expect(count([level('I', '2025-01-01')], draft)).toMatchObject({
      outcome: 'FLAG',
      missing: [{ item: 'plan_publication_date' }],
    });
    expect(count(null).outcome).toBe('NOT_APPLICABLE');
  });
});
