import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { nameOfBeds } from './bed-category-names.ts';
import { DENOMINATORS } from './bed-density.ts';
import { type FreezeVerdict, judgeFreeze } from './bed-freeze.ts';
import { datedNumberSchema, findNumberInForce } from './dated-parameter.ts';
import { countRequestedBeds } from './inpatient-beds.ts';
import { findZone } from './zone-of-site.ts';

/** KF-B2, QD-6: beds whose target is reached, or that stand in a zone that has enough, are not bought for now. */
export const per1000Freeze = defineRuleKind({
  id: 'per-1000-freeze',
  title: { zh: '达标床位暂不新增购买', en: 'No more beds where the target is reached' },
  description: {
    zh: '申请类别的床位已达到规划指标（等于即达到），或地点所在区域每千人口床位数达到限值的，暂不新增购买（不符合）。指标、区域边界、区域床位与人口缺一项即人工审核；点在区域边界上的人工审核。',
    en: 'Beds of a category whose indicator is reached (equal is reached), or in a zone with as many beds per 1000 persons as its limit, are not bought (FAIL). A missing indicator, polygon, bed or population figure is for review, as is a site on the border of the zone.',
  },
  parameters: z.strictObject({
    denominator: z.enum(DENOMINATORS).describe('Population to divide by.'),
    categories: z
      .union([
        z.strictObject({
          indicators: z
            .array(
              z.strictObject({
                bedCategory: z.string(),
                indicator: datedNumberSchema,
                below: z
                  .enum(['pass', 'review'])
                  .describe('What it means when the present figure is below the indicator.'),
              }),
            )
            .min(1)
            .describe('Only these bed categories are frozen.'),
        }),
        z.strictObject({
          anyRequested: z.strictObject({
            parameter: z
              .string()
              .describe('Dated value of the authority with the bed category as qualifier: its indicator.'),
            unit: z.string().describe('Unit of that value.'),
            withoutIndicator: z
              .string()
              .describe('List of the authority that names the bed categories without an indicator.'),
          }),
        }),
      ])
      .describe(
        'Category indicators: given by the plan, or set by the authority for whichever beds are asked.',
      ),
    zone: z
      .strictObject({
        trait: z.string().describe('Classification of the zone, such as main_urban.'),
        values: z
          .array(z.string())
          .min(1)
          .optional()
          .describe('Values of the classification that count; left out = any.'),
        title: z.strictObject(localizedSchema.shape),
        limit: z
          .number()
          .positive()
          .describe('Beds per 1000 persons inside the zone from which it is frozen.'),
      })
      .optional(),
  }),
  decides: true,
  evaluate: ({ parameters: { denominator, categories, zone }, application, facts, asOf }): RawFinding => {
    if (!countRequestedBeds(application))
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: '申请未写明分类别的住院床位数。',
          en: 'The application does not state its inpatient beds by category.',
        },
        missing: [
          { item: 'requested_beds', zh: '申请的住院床位数（分类别）', en: 'beds asked for, by category' },
        ],
      };
    const asked = listRequested(application);
    const verdicts: FreezeVerdict[] = [];
    if ('indicators' in categories) {
      for (const { bedCategory, indicator, below } of categories.indicators)
        if (asked.includes(bedCategory))
          verdicts.push(
            judgeFreeze({
              title: nameOfBeds(bedCategory),
              area: facts.city,
              denominator,
              selection: { bedCategories: [bedCategory] },
              limit: findNumberInForce(indicator, facts, asOf).value,
              limitItem: indicator.parameter,
              below,
            }),
          );
    } else {
      const { parameter, unit, withoutIndicator } = categories.anyRequested;
      const without = facts.categoryLists
        .filter(({ list }) => list === withoutIndicator)
        .flatMap((list) => list.categories);
      for (const bedCategory of asked.filter((category) => !without.includes(category)))
        verdicts.push(
          judgeFreeze({
            title: nameOfBeds(bedCategory),
            area: facts.city,
            denominator,
            selection: { bedCategories: [bedCategory] },
            limit: findNumberInForce({ values: [], parameter, qualifier: bedCategory, unit }, facts, asOf)
              .value,
            limitItem: `${parameter}:${bedCategory}`,
            below: 'pass',
          }),
        );
    }
    if (zone && asked.length > 0) {
      const found = findZone(facts, zone);
      if (found.position === 'unknown')
        verdicts.push({
          outcome: 'MANUAL_REVIEW',
          per1000: null,
          limit: zone.limit,
          reason: found.reason,
          missing: found.missing,
          documents: [],
        });
      else if (found.position === 'inside')
        verdicts.push(
          judgeFreeze({
            title: {
              zh: `${zone.title.zh}（${found.area.name}）床位`,
              en: `Beds in the ${zone.title.en} (${found.area.name})`,
            },
            area: found.area,
            denominator,
            selection: {},
            limit: zone.limit,
            limitItem: zone.trait,
            below: 'pass',
          }),
        );
      else
        verdicts.push({
          outcome: 'PASS',
          per1000: null,
          limit: zone.limit,
          reason: { zh: `地点不在${zone.title.zh}内`, en: `The site is not in the ${zone.title.en}` },
          missing: [],
          documents: [],
        });
    }
    return combine(verdicts, denominator);
  },
});

/** Bed categories of which the application would add some. */
function listRequested(application: Parameters<typeof countRequestedBeds>[0]): string[] {
  const names = Object.keys(
    (application.purpose === 'bed_conversion' ? application.bedConversion?.to : application.beds) ?? {},
  );
  return names.filter(
    (name) => (countRequestedBeds(application, { bedCategories: [name] })?.atLeast ?? 0) > 0,
  );
}

const GRAVITY: readonly FreezeVerdict['outcome'][] = ['FAIL', 'MANUAL_REVIEW', 'PASS'];

function combine(verdicts: readonly FreezeVerdict[], denominator: string): RawFinding {
  const decisive = verdicts.toSorted((a, b) => GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome))[0];
  if (!decisive)
    return {
      outcome: 'NOT_APPLICABLE',
      reason: {
        zh: '申请的床位类别不在暂停新增购买之列。',
        en: 'The beds asked for are of no category that this clause freezes.',
      },
    };
  const missing = decisive.outcome === 'MANUAL_REVIEW' ? verdicts.flatMap((verdict) => verdict.missing) : [];
  const documents = [...new Set(verdicts.flatMap((verdict) => verdict.documents))];
  return {
    outcome: decisive.outcome,
    measured: decisive.per1000,
    comparator: '<',
    threshold: decisive.limit,
    unit: `beds per 1000 ${denominator}`,
    reason: {
      zh: `${verdicts.map(({ reason }) => reason.zh).join('；')}。`,
      en: `${verdicts.map(({ reason }) => reason.en).join('; ')}.`,
    },
    ...(missing.length > 0 ? { missing } : {}),
    ...(documents.length > 0 ? { evidence: { documents } } : {}),
    uses: ['statistics', 'institutions', 'parameters', 'classifications'],
  };
}
