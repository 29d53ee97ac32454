import { z } from 'zod';
import type { Facts } from '../../facts.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { isListedCategory } from '../place/listed-category.ts';

/** XA-3: priority for areas and for licence categories that the health authority has named. */
export const priorityLists = defineRuleKind({
  id: 'priority-lists',
  title: { zh: '名单内优先', en: 'Priority by lists of the health authority' },
  description: {
    zh: '地点在卫生健康部门公布的分布不均衡区域内，或机构类别属于其公布的短板资源类的，给予优先；两份名单都不符合的不适用；缺名单而又不能由另一份确定的人工审核。',
    en: 'Priority for a site in an area that the health authority has named as unevenly supplied, or for a category on its list of shortages. On neither list: not applicable. A list that is missing and could decide is for manual review.',
  },
  parameters: z.strictObject({
    trait: z.string().describe('Classification of the areas, such as uneven.'),
    list: z.string().describe('List of licence categories, such as shortage_category.'),
  }),
  decides: true,
  evaluate: ({ parameters: { trait, list }, application, facts }): RawFinding => {
    const area = findArea(facts, trait);
    const category = findCategory(facts, list, application.category);
    const uses = ['classifications'];
    const hit = [area, category].find((answer) => answer.state === 'listed');
    if (hit?.state === 'listed')
      return {
        outcome: 'PRIORITY',
        reason: {
          zh: `${hit.name} 在名单内（依据：${hit.document}），可优先纳入。`,
          en: `${hit.name} is on the list (by ${hit.document}) and may come first.`,
        },
        evidence: {
          documents: [hit.document],
          ...(hit.code ? { areas: [{ code: hit.code, name: hit.name, role: trait }] } : {}),
        },
        uses,
      };
    const missing = [area, category].flatMap((answer) =>
      answer.state === 'unknown' ? [answer.missing] : [],
    );
    if (missing.length > 0)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `是否优先无法确定：缺少${missing.map(({ zh }) => zh).join('、')}。`,
          en: `Whether it has priority is not established: ${missing.map(({ en }) => en).join(', ')} is missing.`,
        },
        missing,
        uses,
      };
    return {
      outcome: 'NOT_APPLICABLE',
      reason: {
        zh: '地点和机构类别均不在卫生健康部门公布的名单内。',
        en: 'Neither the site nor the category is on a list of the health authority.',
      },
      uses,
    };
  },
});

type Answer =
  | { readonly state: 'listed'; readonly name: string; readonly document: string; readonly code?: string }
  | { readonly state: 'not_listed' }
  | { readonly state: 'unknown'; readonly missing: Missing };

function findArea({ traits, traitsKnown, site }: Facts, trait: string): Answer {
  const here = traits.filter((entry) => entry.trait === trait);
  const inside = here.find(({ position }) => position === 'inside');
  const isPlaced = site?.crsKnown && site.locationStatus === 'located';
  if (inside && isPlaced)
    return { state: 'listed', name: inside.areaName, document: inside.document, code: inside.areaCode };
  if (!traitsKnown.includes(trait))
    return unknown(`trait:${trait}`, '分布不均衡区域名单', 'the list of unevenly supplied areas');
  if (here.length > 0 || !isPlaced)
    return unknown('area_of_site', '地点是否在所列区域内', 'whether the site lies in a listed area');
  return { state: 'not_listed' };
}

function findCategory({ categoryLists }: Facts, list: string, category: string | undefined): Answer {
  const published = categoryLists.filter((entry) => entry.list === list);
  if (published.length === 0)
    return unknown(`list:${list}`, '短板资源类医疗机构名单', 'the list of shortage categories');
  const answers = published.map((entry) => ({
    entry,
    isListed: isListedCategory(entry.categories, category),
  }));
  const found = answers.find(({ isListed }) => isListed === true);
  if (found && category) return { state: 'listed', name: category, document: found.entry.document };
  if (answers.some(({ isListed }) => isListed === null))
    return unknown('licence_category', '医疗机构类别', 'the licence category');
  return { state: 'not_listed' };
}

function unknown(item: string, zh: string, en: string): Answer {
  return { state: 'unknown', missing: { item, zh, en } };
}
