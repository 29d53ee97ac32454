import type { Localized } from '../../../localized.ts';
import type { Application } from '../../application.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import type { Ground } from './exemption-ground.ts';
import { isListedCategory } from './listed-category.ts';

type Claim = Application['claims'][number];

/** What a claim of a ground that the plan lists comes to: EXEMPT, MANUAL_REVIEW or NOT_APPLICABLE. */
export function judgeClaim(ground: Ground, claim: Claim, application: Application): RawFinding {
  const { title } = ground;
  const refusal = refuse(ground, claim, application);
  if (refusal) return { outcome: 'NOT_APPLICABLE', reason: refusal };
  const open = listOpenQuestions(ground, claim, application);
  const documents = claim.document === undefined ? {} : { evidence: { documents: [claim.document] } };
  const derived = { ground: ground.code, governmentLevel: claim.governmentLevel ?? null };
  if (open.length > 0)
    return {
      outcome: 'MANUAL_REVIEW',
      reason: {
        zh: `主张“${title.zh}”，待核实：${open.map(({ zh }) => zh).join('、')}。`,
        en: `"${title.en}" is claimed; still to be established: ${open.map(({ en }) => en).join(', ')}.`,
      },
      missing: open,
      derived,
      ...documents,
    };
  return {
    outcome: 'EXEMPT',
    reason: {
      zh: `属于“${title.zh}”，经核实，豁免规划限制（仍须评估）${ground.isPriority ? '并优先纳入' : ''}。`,
      en: `It falls under "${title.en}", as verified, and is exempt from limits, subject to evaluation${ground.isPriority ? ', with priority' : ''}.`,
    },
    derived: { ...derived, ...(ground.isPriority ? { priority: true } : {}) },
    ...documents,
  };
}

/** Why the ground cannot cover the applicant whatever is proven. */
function refuse(ground: Ground, claim: Claim, application: Application): Localized | undefined {
  const { title, kinds, governmentLevels, reviewLevels, categories, needsStatement } = ground;
  if (!kinds.includes(application.kind))
    return {
      zh: `“${title.zh}”不包括该机构种类。`,
      en: `"${title.en}" does not cover this kind of institution.`,
    };
  const level = claim.governmentLevel;
  if (governmentLevels && level && ![...governmentLevels, ...reviewLevels].includes(level))
    return {
      zh: `“${title.zh}”不包括${LEVEL_NAMES[level].zh}项目。`,
      en: `"${title.en}" does not cover projects of ${LEVEL_NAMES[level].en}.`,
    };
  if (categories && isListedCategory(categories, application.category) === false)
    return {
      zh: `“${title.zh}”限于${categories.join('、')}，申请类别为“${application.category}”。`,
      en: `"${title.en}" is limited to ${categories.join(', ')}; the category is "${application.category}".`,
    };
  const said = needsStatement === undefined ? undefined : application.statements[needsStatement];
  if (said?.verified && !said.value)
    return {
      zh: `“${title.zh}”的条件（${needsStatement}）经核实不成立。`,
      en: `A condition of "${title.en}" (${needsStatement}) is not met, as verified.`,
    };
  return undefined;
}

function listOpenQuestions(ground: Ground, claim: Claim, application: Application): Missing[] {
  const { governmentLevels, categories, needsDocument, needsStatement } = ground;
  const level = claim.governmentLevel;
  const said = needsStatement === undefined ? undefined : application.statements[needsStatement];
  const questions: (Missing | false | undefined)[] = [
    governmentLevels &&
      level === undefined && { item: 'government_level', zh: '项目的政府层级', en: 'level of government' },
    governmentLevels &&
      level !== undefined &&
      !governmentLevels.includes(level) && {
        item: 'government_level_named',
        zh: `规划未写明的${LEVEL_NAMES[level].zh}项目是否适用`,
        en: `whether a project of ${LEVEL_NAMES[level].en}, which the plan does not name, is covered`,
      },
    categories &&
      isListedCategory(categories, application.category) === null && {
        item: 'licence_category',
        zh: '医疗机构类别是否属于所列类别',
        en: 'whether the licence category is one of those named',
      },
    needsStatement !== undefined &&
      !(said?.verified && said.value) && {
        item: needsStatement,
        zh: `条件 ${needsStatement} 的核实`,
        en: `verification of ${needsStatement}`,
      },
    needsDocument &&
      claim.document === undefined && { item: 'exemption_document', zh: '证明文件', en: 'document' },
    !claim.verified && { item: 'exemption_verified', zh: '材料核实', en: 'verification of the evidence' },
  ];
  return questions.filter((question) => question !== false && question !== undefined);
}

const LEVEL_NAMES: Readonly<Record<NonNullable<Claim['governmentLevel']>, Localized>> = {
  national: { zh: '国家级', en: 'the state' },
  provincial: { zh: '省级', en: 'a province' },
  municipal: { zh: '市级', en: 'a city' },
  county: { zh: '区县级', en: 'a district or county' },
  other: { zh: '其他层级', en: 'another level' },
};
