import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { RuleContext } from '../../rule-kind.ts';
import { nameOfBeds } from './bed-category-names.ts';
import { DENOMINATORS } from './bed-density.ts';
import { type FreezeVerdict, judgeFreeze } from './bed-freeze.ts';
import { datedNumberSchema, findNumberInForce } from './dated-parameter.ts';
import { countRequestedBeds } from './inpatient-beds.ts';
import { findZone } from './zone-of-site.ts';

/** Parameters of a freeze: by bed category, by zone, or both. */
export const freezeParameters = z.strictObject({
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
      limit: z.number().positive().describe('Beds per 1000 persons inside the zone from which it is frozen.'),
    })
    .optional(),
});
type Context = RuleContext<z.output<typeof freezeParameters>>;

/** What each target that concerns the beds asked for says; none when no target does. */
export function listFreezeVerdicts(context: Context): FreezeVerdict[] {
  const added = countRequestedBeds(context.application)?.atLeast ?? 0;
  return [...judgeCategories(context), ...(added > 0 ? judgeZone(context) : [])];
}

function judgeCategories({ parameters, application, facts, asOf }: Context): FreezeVerdict[] {
  const { categories, denominator } = parameters;
  const asked = listRequested(application);
  const judge = (bedCategory: string, limit: number | null, limitItem: string, below: 'pass' | 'review') =>
    judgeFreeze({
      title: nameOfBeds(bedCategory),
      area: facts.city,
      denominator,
      selection: { bedCategories: [bedCategory] },
      limit,
      limitItem,
      below,
    });
  if ('indicators' in categories)
    return categories.indicators
      .filter(({ bedCategory }) => asked.includes(bedCategory))
      .map(({ bedCategory, indicator, below }) =>
        judge(bedCategory, findNumberInForce(indicator, facts, asOf).value, indicator.parameter, below),
      );
  const { parameter, unit, withoutIndicator } = categories.anyRequested;
  const without = facts.categoryLists
    .filter(({ list }) => list === withoutIndicator)
    .flatMap((list) => list.categories);
  return asked
    .filter((bedCategory) => !without.includes(bedCategory))
    .map((qualifier) => {
      const { value } = findNumberInForce({ values: [], parameter, qualifier, unit }, facts, asOf);
      return judge(qualifier, value, `${parameter}:${qualifier}`, 'pass');
    });
}

function judgeZone({ parameters: { zone, denominator }, facts }: Context): FreezeVerdict[] {
  if (!zone) return [];
  const found = findZone(facts, zone);
  if (found.position === 'inside')
    return [
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
    ];
  const common = { per1000: null, limit: zone.limit, documents: [] };
  return found.position === 'unknown'
    ? [{ ...common, outcome: 'MANUAL_REVIEW', reason: found.reason, missing: found.missing }]
    : [
        {
          ...common,
          outcome: 'PASS',
          reason: { zh: `地点不在${zone.title.zh}内`, en: `The site is not in the ${zone.title.en}` },
          missing: [],
        },
      ];
}

/** Bed categories of which the application would add some. */
function listRequested(application: Parameters<typeof countRequestedBeds>[0]): string[] {
  const names = Object.keys(
    (application.purpose === 'bed_conversion' ? application.bedConversion?.to : application.beds) ?? {},
  );
  return names.filter(
    (name) => (countRequestedBeds(application, { bedCategories: [name] })?.atLeast ?? 0) > 0,
  );
}
