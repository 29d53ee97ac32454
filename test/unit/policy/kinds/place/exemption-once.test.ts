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

const parameters = {
  grounds: [
    { code: 'tcm_master', title: { zh: '国医大师', en: 'National TCM Master' } },
    { code: 'qihuang_scholar', title: { zh: '岐黄学者', en: 'Qihuang Scholar' } },
  ],
  kinds: ['medical'],
  categories: ['中医专科门诊部', '中医诊所'],
};
const CLAIM = { ground: 'tcm_master', physician: '王一', document: 'D1', verified: true };
type Use = NonNullable<FactsInput['exemptionUses']>[number];
const use = (more: Partial<Use> = {}): Use => ({
  ground: 'tcm_master',
  physician: '李二',
  institution: 'X9',
  admittedOn: '2026-02-01',
  ...more,
});

function judge({
  claim = {},
  application = {},
  uses = [],
  options = {},
  facts = {},
}: {
  claim?: object;
  application?: Partial<ApplicationInput>;
  uses?: Use[];
  options?: object;
  facts?: Partial<FactsInput>;
}) {
  const plan = aPlan([{ id: 'TV-2', kind: 'exemption-once', group: 'exemption', parameters, options }]);
  return evaluateRule(
    plan,
    'TV-2',
    anApplication({ category: '中医诊所', claims: [{ ...CLAIM, ...claim }], ...application }),
    someFacts({ exemptionUses: uses, ...facts }),
  );
}

describe('an exemption once in the plan period', () => {
  it('holds for the first use', () => {
    expect(judge({})).toMatchObject({
      outcome: 'EXEMPT',
      derived: { ground: 'tcm_master', physician: '王一', usesByOthers: 0 },
    });
  });

  it('is used up for the same physician, also by the other ground and at another institution', () => {
    for (const more of [{}, { ground: 'qihuang_scholar' }, { institution: null }]) {
      const finding = judge({ uses: [use({ physician: '王一', ...more })] });
      expect(finding).toMatchObject({
        outcome: 'NOT_APPLICABLE',
        measured: 1,
        comparator: '<',
        threshold: 1,
      });
      expect(finding.reason.en).toContain('2026-02-01');
    }
    expect(judge({ uses: [use({ physician: '王一' })], options: { refusal: 'fail' } }).outcome).toBe('FAIL');
  });

  it('holds for another physician, and says that there was a use', () => {
    const finding = judge({ uses: [use()] });
    expect(finding).toMatchObject({ outcome: 'EXEMPT', derived: { usesByOthers: 1 } });
    expect(finding.reason.en).toContain('note what "once" means');
  });

  it.each([
    ['city', 'NOT_APPLICABLE'],
    ['physician', 'EXEMPT'],
    ['physician_and_institution', 'MANUAL_REVIEW'],
  ])('read per %s, another physician at the same institution gives %s', (once_per, outcome) => {
    const facts = { applicant: aRegisteredApplicant({ code: 'A1' }) };
    expect(judge({ uses: [use({ institution: 'A1' })], options: { once_per }, facts }).outcome).toBe(outcome);
  });

  it('is for review when an earlier use names nobody', () => {
    const finding = judge({ uses: [use({ physician: null })] });
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.map(({ item }) => item)).toEqual(['earlier_exemption']);
  });

  it('is not touched by uses of other grounds', () => {
    expect(judge({ uses: [use({ ground: 'key_project', physician: '王一' })] })).toMatchObject({
      outcome: 'EXEMPT',
      derived: { usesByOthers: 0 },
    });
  });

  it.each([
    ['中医专科门诊部', 'EXEMPT'],
    ['普通诊所', 'NOT_APPLICABLE'],
    ['中医诊所、普通诊所', 'MANUAL_REVIEW'],
  ])('category %s gives %s', (category, outcome) => {
    expect(judge({ application: { category } }).outcome).toBe(outcome);
  });

  it('does not cover a pharmacy', () => {
    expect(judge({ application: { kind: 'pharmacy' } }).outcome).toBe('NOT_APPLICABLE');
  });

  it.each([
    [{ verified: false }, 'exemption_verified'],
    [{ document: undefined }, 'exemption_document'],
    [{ physician: undefined }, 'physician'],
  ])('with %j is for review', (claim, item) => {
    const finding = judge({ claim });
    expect(finding.outcome).toBe('MANUAL_REVIEW');
    expect(finding.missing?.map((one) => one.item)).toEqual([item]);
  });

  it('is not asked for without its claim', () => {
    expect(judge({ application: { claims: [] } }).outcome).toBe('NOT_APPLICABLE');
  });
});
