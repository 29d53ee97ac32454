import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import {
  anApplication,
  aPlan,
  aRegisteredApplicant,
  aSite,
  evaluateRule,
  someFacts,
} from '../../../../support/policy-builders.ts';

const plan = aPlan([
  {
    id: 'TV-4',
    kind: 'relocation',
    parameters: {
      grounds: [
        'natural_disaster',
        'demolition_or_requisition',
        'major_accident',
        'dangerous_building_demolition',
      ],
    },
  },
  { id: 'TV-5', kind: 'grade-change' },
  { id: 'TV-6', kind: 'membership' },
]);
const judge = (id: string, application: Partial<ApplicationInput>, facts: Partial<FactsInput> = {}) =>
  evaluateRule(
    plan,
    id,
    anApplication(application),
    someFacts({ applicant: aRegisteredApplicant(), ...facts }),
  );
const missing = (finding: ReturnType<typeof judge>) => finding.missing?.map(({ item }) => item);

describe('relocation', () => {
  const moved = { applicant: aRegisteredApplicant({ movedM: 350 }) };
  const asked = (relocation?: ApplicationInput['relocation'], facts: Partial<FactsInput> = moved) =>
    judge('TV-4', { purpose: 'relocation', ...(relocation ? { relocation } : {}) }, facts);

  it.each([
    'natural_disaster',
    'demolition_or_requisition',
    'major_accident',
    'dangerous_building_demolition',
  ] as const)('by %s, verified, is no new application', (ground) => {
    expect(asked({ ground, document: 'D', verified: true })).toMatchObject({
      outcome: 'EXEMPT',
      measured: 350,
      derived: { relocationGround: ground, treatedAs: 'continuation' },
    });
  });

  it('is a new application without force majeure', () => {
    for (const relocation of [undefined, { ground: 'ordinary' as const, verified: true }])
      expect(asked(relocation)).toMatchObject({ outcome: 'FLAG', derived: { treatedAs: 'new_application' } });
  });

  it('is for review while it is not proven, not named, or the old place is unknown', () => {
    const ground = 'major_accident' as const;
    expect(missing(asked({ ground, document: 'D' }))).toEqual(['relocation_verified']);
    expect(missing(asked({ ground, verified: true }))).toEqual(['relocation_document']);
    expect(missing(asked({ ground: 'other_force_majeure', document: 'D', verified: true }))).toEqual([
      'force_majeure_recognised',
    ]);
    const proven = { ground, document: 'D', verified: true };
    expect(missing(asked(proven, { applicant: null }))).toEqual(['applicant_in_register']);
    const ended = aRegisteredApplicant({
      services: [
        {
          service: 'personal_account',
          status: 'terminated',
          from: '2024-01-01',
          to: '2026-06-29',
          countsFrom: null,
        },
      ],
    });
    expect(asked(proven, { applicant: ended }).outcome).toBe('MANUAL_REVIEW');
  });

  it('under another name is for review: its purpose contradicts the register', () => {
    const finding = judge('TV-4', { purpose: 'hospital_grade_change' }, moved);
    expect([finding.outcome, finding.missing?.[0]?.item]).toEqual(['MANUAL_REVIEW', 'purpose']);
    expect(judge('TV-4', { purpose: 'hospital_grade_change' }).outcome).toBe('NOT_APPLICABLE');
    expect(judge('TV-4', { purpose: 'new' }, moved).outcome).toBe('NOT_APPLICABLE');
    expect(judge('TV-4', { purpose: 'branch' }, moved).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('beds beyond those that the institution has', () => {
  const proven = { ground: 'major_accident' as const, document: 'D', verified: true };
  const ask = (id: 'TV-4' | 'TV-5', designatedBeds: Record<string, number>, general: number) =>
    judge(
      id,
      {
        service: 'inpatient',
        beds: { general },
        ...(id === 'TV-4'
          ? { purpose: 'relocation', relocation: proven }
          : { purpose: 'hospital_grade_change', gradeChange: { from: 'primary', to: 'secondary' } }),
      },
      { applicant: aRegisteredApplicant({ designatedBeds, movedM: id === 'TV-4' ? 350 : 0 }) },
    );

  it.each(['TV-4', 'TV-5'] as const)('are not covered by a forced move or a change of grade (%s)', (id) => {
    expect(ask(id, { general: 20, nursing: 10 }, 30).outcome).toBe('EXEMPT');
    expect(ask(id, { general: 20, nursing: 10 }, 0).outcome).toBe('EXEMPT');
    const more = ask(id, { general: 20, nursing: 10 }, 31);
    expect([more.outcome, missing(more)]).toEqual(['MANUAL_REVIEW', ['more_beds']]);
    expect(missing(ask(id, {}, 1))).toEqual(['designated_beds']);
  });
});

describe('hospital-grade change', () => {
  const asked = (facts: Partial<FactsInput> = {}, gradeChange?: ApplicationInput['gradeChange'] | null) =>
    judge(
      'TV-5',
      {
        purpose: 'hospital_grade_change',
        ...(gradeChange === null ? {} : { gradeChange: gradeChange ?? { from: 'primary', to: 'secondary' } }),
      },
      facts,
    );
  const at = (movedM: number | null, accuracyM = 0) =>
    asked({ applicant: aRegisteredApplicant({ movedM }), site: aSite({ accuracyM }) });

  it('at the same address is exempt', () => {
    expect(asked()).toMatchObject({
      outcome: 'EXEMPT',
      derived: { gradeFrom: 'primary', gradeTo: 'secondary' },
    });
  });

  it.each([
    [20, 0, 'NOT_APPLICABLE'],
    [0.001, 0, 'NOT_APPLICABLE'],
    [20, 20, 'EXEMPT'],
    [20, 19.999, 'NOT_APPLICABLE'],
    [null, 0, 'MANUAL_REVIEW'],
  ])('moved %s m with %s m of accuracy is %s', (movedM, accuracyM, outcome) => {
    expect(at(movedM, accuracyM).outcome).toBe(outcome);
  });

  it('is for review where the type changes or is not known', () => {
    expect(
      missing(asked({ applicant: aRegisteredApplicant({ typeNo: 31, category: '综合门诊部' }) })),
    ).toEqual(['type_unchanged']);
    expect(missing(asked({ applicant: aRegisteredApplicant({ typeNo: null, category: null }) }))).toEqual([
      'type_unchanged',
    ]);
    expect(asked({ applicant: aRegisteredApplicant({ typeNo: null }), type: null }).outcome).toBe('EXEMPT');
  });

  it('is for review where the register contradicts it or knows nobody', () => {
    const grades = [
      {
        scale: 'hospital_grade' as const,
        grade: 'secondary',
        obtainedBy: null,
        from: '2020-01-01',
        to: null,
      },
    ];
    expect(missing(asked({ applicant: aRegisteredApplicant({ grades }) }))).toEqual(['hospital_grade']);
    expect(missing(asked({ applicant: null }))).toContain('applicant_in_register');
    expect(missing(asked({}, null))).toEqual(['grade_change']);
  });

  it('from ungraded is for review unless the option takes it in', () => {
    expect(missing(asked({}, { from: 'ungraded', to: 'primary' }))).toEqual(['first_grading']);
    const taken = aPlan([{ id: 'TV-5', kind: 'grade-change', options: { from_ungraded: 'exempt' } }]);
    const application = anApplication({
      purpose: 'hospital_grade_change',
      gradeChange: { from: 'ungraded', to: 'primary' },
    });
    expect(
      evaluateRule(taken, 'TV-5', application, someFacts({ applicant: aRegisteredApplicant() })).outcome,
    ).toBe('EXEMPT');
  });

  it('is nothing where the grade stays or something else is asked for', () => {
    expect(asked({}, { from: 'primary', to: 'primary' }).outcome).toBe('NOT_APPLICABLE');
    expect(judge('TV-5', { purpose: 'settlement_promotion' }).outcome).toBe('NOT_APPLICABLE');
  });
});

describe('membership of an alliance', () => {
  const asked = (
    applicant: FactsInput['applicant'],
    service: ApplicationInput['service'] = 'personal_account',
  ) => judge('TV-6', { purpose: 'alliance_member', service }, { applicant: applicant ?? null });
  const until = (to: string | null, status: 'active' | 'suspended' | 'terminated' = 'active') =>
    aRegisteredApplicant({
      services: [{ service: 'personal_account', status, from: '2024-01-01', to, countsFrom: null }],
    });

  it.each([
    [until(null), 'PASS'],
    [until('2026-06-30'), 'PASS'],
    [until(null, 'suspended'), 'PASS'],
    [until('2026-06-29'), 'FAIL'],
    [until(null, 'terminated'), 'FAIL'],
    [aRegisteredApplicant({ services: [] }), 'FAIL'],
    [null, 'MANUAL_REVIEW'],
  ])('%# gives %s', (applicant, outcome) => {
    expect(asked(applicant).outcome).toBe(outcome);
  });

  it('adds no service', () => {
    expect(missing(asked(until(null), 'inpatient'))).toEqual(['purpose']);
  });

  it('is not asked about otherwise', () => {
    expect(judge('TV-6', { purpose: 'new' }).outcome).toBe('NOT_APPLICABLE');
  });
});
