import type { Application } from '../../application.ts';
import type { Facts } from '../../facts.ts';
import type { Trait } from '../../facts-of-areas.ts';
import type { RawFinding } from '../../finding.ts';
import { readAreaTrait, readCategoryTrait, type TraitReading } from './area-trait.ts';
import { forReview } from './for-review.ts';

/** Classifications that a guideline (设置指引) gives. */
export interface GuidelineTraits {
  readonly supportTrait: string;
  readonly areaClassTrait: string;
}

/** Class of the area and support category of the applicant, as the guideline in force says; null where it does not. */
export function readGuideline(
  { supportTrait, areaClassTrait }: GuidelineTraits,
  application: Application,
  facts: Facts,
  asOf: string,
): { readonly support: TraitReading; readonly areaClass: TraitReading } {
  return {
    support: readCategoryTrait(facts, asOf, supportTrait, application.category),
    areaClass: readAreaTrait(facts, asOf, areaClassTrait),
  };
}

/** Manual review because support category or area class is open; names what is missing. */
export function reviewGuideline(
  { support, areaClass }: ReturnType<typeof readGuideline>,
  application: Application,
  facts: Facts,
): RawFinding {
  const areaCode = facts.county?.code ?? facts.city?.code;
  const at = areaCode === undefined ? {} : { areaCode };
  const open: { zh: string; en: string }[] = [];
  const missing: NonNullable<RawFinding['missing']> = [];
  if (support.value === null) {
    const category = application.category ?? '';
    open.push({
      zh: `设置指引中“${category}”的支持类别${PROBLEMS[support.problem].zh}`,
      en: `the support category of "${category}" in the guideline ${PROBLEMS[support.problem].en}`,
    });
    missing.push(
      category === ''
        ? { item: 'category', zh: '医疗机构类别', en: 'licence category' }
        : { item: 'support_category', ...at, zh: '支持类别', en: 'support category' },
    );
  }
  if (areaClass.value === null) {
    open.push({
      zh: `该地点的地区类别${PROBLEMS[areaClass.problem].zh}`,
      en: `the class of the area ${PROBLEMS[areaClass.problem].en}`,
    });
    missing.push({ item: 'area_class', ...at, zh: '地区类别', en: 'area class' });
  }
  return forReview(
    {
      zh: `${open.map(({ zh }) => zh).join('；')}。`,
      en: `Open: ${open.map(({ en }) => en).join('; ')}.`,
    },
    missing,
    { evidence: evidenceOf([...support.from, ...areaClass.from]), uses: ['classifications'] },
  );
}

/** Documents and areas that classifications come from. */
export function evidenceOf(traits: readonly Trait[]): NonNullable<RawFinding['evidence']> {
  const areas = new Map(
    traits.map(({ areaCode, areaName, trait, value }) => [
      `${areaCode} ${trait}`,
      { code: areaCode, name: areaName, role: `${trait}: ${value}` },
    ]),
  );
  return {
    areas: [...areas.values()],
    documents: [...new Set(traits.map(({ document }) => document))],
  };
}

const PROBLEMS = {
  none: { zh: '未登记', en: 'is not entered' },
  contradictory: { zh: '登记内容互相矛盾', en: 'is entered in contradictory ways' },
  border: { zh: '因地点位于区域边界而不能确定', en: 'is open because the site lies on a border' },
} as const;
