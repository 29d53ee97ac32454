import { z } from 'zod';
import type { Missing, RawFinding } from '../../finding.ts';
import { defineRuleKind, type RuleContext } from '../../rule-kind.ts';
import { findMoreBeds } from './more-beds.ts';
import { movementOf } from './movement-of.ts';

/** DL-F5: a change of the hospital grade (三级/二级/一级, never the settlement level) at the unchanged address. */
export const gradeChange = defineRuleKind({
  id: 'grade-change',
  title: { zh: '原址医疗机构等级变更', en: 'Hospital-grade change at the same address' },
  description: {
    zh: '在原址变更医疗机构等级的豁免所列规则（见效果）；地址有变的不适用；地址不明或类型改变的需人工审核。',
    en: 'Exempts a hospital-grade change at the unchanged address from the rules named in its effects; does not apply to a move; unknown address or changed type is manual review.',
  },
  parameters: z.strictObject({}),
  options: { from_ungraded: ['review', 'exempt'] },
  decides: true,
  evaluate: (context): RawFinding => {
    const { application, facts } = context;
    const change = application.gradeChange;
    if (application.purpose !== 'hospital_grade_change')
      return {
        outcome: 'NOT_APPLICABLE',
        reason: { zh: '不是医疗机构等级变更。', en: 'It is no change of the hospital grade.' },
      };
    const movedM = facts.applicant?.movedM ?? null;
    const base = {
      ...(movedM === null ? {} : { measured: movedM, unit: 'm' }),
      derived: { gradeFrom: change?.from ?? null, gradeTo: change?.to ?? null },
      uses: ['institutions'],
    };
    if (movementOf(application, facts) === 'moved')
      return {
        ...base,
        outcome: 'NOT_APPLICABLE',
        reason: {
          zh: `地址移动了 ${movedM} 米，不属原址变更，按迁址处理。`,
          en: `The address moved by ${movedM} m: no change at the same address but a relocation.`,
        },
      };
    if (change && change.from === change.to)
      return {
        ...base,
        outcome: 'NOT_APPLICABLE',
        reason: { zh: '医疗机构等级未变。', en: 'The hospital grade does not change.' },
      };
    const open = listOpenQuestions(context);
    if (open.length > 0)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `原址等级变更，待核实：${open.map(({ zh }) => zh).join('、')}。`,
          en: `Hospital-grade change at the same address; still to be established: ${open.map(({ en }) => en).join(', ')}.`,
        },
        missing: open,
      };
    return {
      ...base,
      outcome: 'EXEMPT',
      reason: {
        zh: '在原址变更医疗机构等级，不受同类型距离限制；增加床位不在此列。',
        en: 'The hospital grade changes at the same address: the same-type distance does not apply; additional beds are not covered.',
      },
    };
  },
});

function listOpenQuestions({
  application,
  facts,
  option,
  asOf,
}: Pick<RuleContext<unknown>, 'application' | 'facts' | 'option' | 'asOf'>): Missing[] {
  const { applicant, type } = facts;
  const change = application.gradeChange;
  const moreBeds = findMoreBeds(application, facts);
  const registered = applicant?.grades.find(
    ({ scale, from, to }) =>
      scale === 'hospital_grade' && (from === null || from <= asOf) && (to === null || to >= asOf),
  )?.grade;
  const isSameType =
    applicant !== null &&
    (applicant.typeNo !== null && type?.typeNo != null
      ? applicant.typeNo === type.typeNo
      : applicant.category !== null && applicant.category === application.category);
  const questions: (Missing | false)[] = [
    moreBeds ?? false,
    !applicant && { item: 'applicant_in_register', zh: '原登记', en: 'the applicant in the register' },
    applicant !== null &&
      movementOf(application, facts) === 'unknown' && {
        item: 'address_unchanged',
        zh: '地址是否未变',
        en: 'whether the address is unchanged',
      },
    !change && { item: 'grade_change', zh: '变更前后等级', en: 'grades before and after' },
    change?.from === 'ungraded' &&
      option('from_ungraded') === 'review' && {
        item: 'first_grading',
        zh: '首次定级是否属于等级变更',
        en: 'whether a first grading is a change of grade',
      },
    change !== undefined &&
      registered !== undefined &&
      registered !== change.from && {
        item: 'hospital_grade',
        zh: `登记等级 ${registered} 与申请不符`,
        en: `the register says ${registered}`,
      },
    applicant !== null &&
      !isSameType && {
        item: 'type_unchanged',
        zh: '类型是否改变',
        en: 'whether the type changes with the grade',
      },
  ];
  return questions.filter((question) => question !== false);
}
