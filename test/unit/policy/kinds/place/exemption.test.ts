import { describe, expect, it } from 'vitest';
import type { ApplicationInput } from '../../../../../api/policy/application.ts';
import { anApplication, aPlan, evaluateRule, someFacts } from '../../../../support/policy-builders.ts';

const ground = (code: string, more: object = {}) => ({
  code,
  title: { zh: code, en: code },
  kinds: ['medical'],
  ...more,
});
const GROUNDS = [
  ground('investment_promotion', { kinds: ['medical', 'pharmacy'] }),
  ground('key_project', { governmentLevels: ['provincial', 'municipal'], reviewLevels: ['national'] }),
  ground('community_health_service', {
    categories: ['社区卫生服务中心', '社区卫生服务站'],
    needsStatement: 'set_up_under_health_plan',
    isPriority: true,
  }),
  ground('university_infirmary', { needsDocument: false }),
];
const plan = aPlan([{ id: 'TV-1', kind: 'exemption', group: 'exemption', parameters: { grounds: GROUNDS } }]);
const judge = (application: Partial<ApplicationInput>) =>
  evaluateRule(plan, 'TV-1', anApplication(application), someFacts());
const claim = (code: string, more: object = {}) => [
  { ground: code, verified: true, document: '批文1号', ...more },
];

describe('a claim of exemption', () => {
  it('is exempt when listed, documented and verified', () => {
    const finding = judge({ kind: 'pharmacy', claims: claim('investment_promotion') });
    expect(finding).toMatchObject({
      outcome: 'EXEMPT',
      derived: { ground: 'investment_promotion' },
      evidence: { documents: ['批文1号'] },
    });
    expect(finding.derived).not.toHaveProperty('priority');
  });

  it.each([
    [{ verified: false }, ['exemption_verified']],
    [{ document: undefined }, ['exemption_document']],
    [{ document: undefined, verified: false }, ['exemption_document', 'exemption_verified']],
  ])('with %j is for review and says what is missing', (more, items) => {
    const finding = judge({ claims: claim('investment_promotion', more) });
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.map(({ item }) => item)).toEqual(items);
  });

  it('needs a document only where the ground asks for one', () => {
    expect(judge({ claims: claim('university_infirmary', { document: undefined }) }).outcome).toBe('EXEMPT');
  });

  it('of a ground that this plan has not is not in its list', () => {
    const finding = judge({ claims: claim('elderly_home_infirmary') });
    expect(finding.outcome).toBe('NOT_APPLICABLE');
    expect(finding.reason.en).toContain('not in this plan’s list');
  });

  it('does not cover another kind of institution', () => {
    expect(judge({ kind: 'pharmacy', claims: claim('key_project') }).outcome).toBe('NOT_APPLICABLE');
  });

  it('that is not made is pointed at where the category hints at one', () => {
    expect(judge({}).outcome).toBe('NOT_APPLICABLE');
    expect(judge({}).derived).toBeUndefined();
    expect(judge({ category: '社区卫生服务站' })).toMatchObject({
      outcome: 'NOT_APPLICABLE',
      derived: { possibleGround: 'community_health_service' },
    });
  });

  it('counts if one of several holds; an open one comes before one that is refused', () => {
    const refused = { ground: 'elderly_home_infirmary', verified: true };
    const open = { ground: 'university_infirmary', verified: false };
    const holds = { ground: 'investment_promotion', verified: true, document: 'D' };
    expect(judge({ claims: [refused, open, holds] }).outcome).toBe('EXEMPT');
    expect(judge({ claims: [refused, open] }).outcome).toBe('MANUAL_REVIEW');
  });
});

describe('the level of government', () => {
  it.each([
    ['provincial', 'EXEMPT'],
    ['municipal', 'EXEMPT'],
    ['national', 'MANUAL_REVIEW'],
    ['county', 'NOT_APPLICABLE'],
    ['other', 'NOT_APPLICABLE'],
    [undefined, 'MANUAL_REVIEW'],
  ])('%s gives %s', (governmentLevel, outcome) => {
    expect(judge({ claims: claim('key_project', { governmentLevel }) }).outcome).toBe(outcome);
  });

  it('does not matter where the plan names none', () => {
    expect(judge({ claims: claim('investment_promotion', { governmentLevel: 'county' }) }).outcome).toBe(
      'EXEMPT',
    );
  });
});

describe('a ground with a category and a condition', () => {
  const asked = (category: string | undefined, statement?: { value: boolean; verified: boolean }) =>
    judge({
      ...(category === undefined ? { category: undefined as never } : { category }),
      claims: claim('community_health_service'),
      ...(statement ? { statements: { set_up_under_health_plan: statement } } : {}),
    });
  const verified = { value: true, verified: true };

  it('gives exemption and priority when both are proven', () => {
    expect(asked('社区卫生服务站', verified)).toMatchObject({
      outcome: 'EXEMPT',
      derived: { priority: true },
    });
  });

  it.each([
    ['普通诊所', verified, 'NOT_APPLICABLE'],
    ['社区卫生服务站', { value: false, verified: true }, 'NOT_APPLICABLE'],
    ['社区卫生服务站', { value: true, verified: false }, 'MANUAL_REVIEW'],
    ['社区卫生服务站', { value: false, verified: false }, 'MANUAL_REVIEW'],
    ['社区卫生服务站', undefined, 'MANUAL_REVIEW'],
    ['社区卫生服务站、普通诊所', verified, 'MANUAL_REVIEW'],
    ['社区卫生服务站、社区卫生服务中心', verified, 'EXEMPT'],
    [undefined, verified, 'MANUAL_REVIEW'],
  ])('%s with %j gives %s', (category, statement, outcome) => {
    expect(asked(category, statement).outcome).toBe(outcome);
  });
});

it('lifts what its effects name, and lowers a denial to review while it is not verified', () => {
  const withEffects = aPlan([
    {
      id: 'TV-1',
      kind: 'exemption',
      group: 'exemption',
      parameters: { grounds: GROUNDS },
      effects: [
        {
          when: ['EXEMPT'],
          on: { rules: ['TV-2'] },
          from: ['FAIL', 'MANUAL_REVIEW'],
          to: 'EXEMPT',
          reason: { zh: '豁免', en: 'exempt' },
        },
        {
          when: ['MANUAL_REVIEW'],
          on: { rules: ['TV-2'] },
          from: ['FAIL'],
          to: 'MANUAL_REVIEW',
          reason: { zh: '待核', en: 'open' },
        },
      ],
    },
    {
      id: 'TV-2',
      kind: 'entry-conditions',
      group: 'entry',
      parameters: { statement: 'entry_conditions_met' },
    },
  ]);
  const denied = { statements: { entry_conditions_met: { value: false, verified: true } } };
  const at = (claims: ApplicationInput['claims']) =>
    evaluateRule(withEffects, 'TV-2', anApplication({ ...denied, claims }), someFacts()).outcome;
  expect(at([])).toBe('FAIL');
  expect(at(claim('investment_promotion', { verified: false }))).toBe('MANUAL_REVIEW');
  expect(at(claim('investment_promotion'))).toBe('EXEMPT');
});
