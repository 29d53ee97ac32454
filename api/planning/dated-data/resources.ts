import { sql } from 'kysely';
import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import type { InputIssue } from '../../errors.ts';
import { INSTITUTION_KINDS, SERVICES } from '../../vocabulary.ts';
import type { DatedField, DatedItem, DatedResource } from './dated-resource.ts';

const text = z.string().trim().min(1).max(500);
const name = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]*$/)
  .max(100);

const document: DatedField = {
  name: 'document',
  column: 'document',
  type: 'text',
  schema: text.describe('Document that it comes from (title, number, date); required.'),
};
const publishedOn: DatedField = {
  name: 'publishedOn',
  column: 'published_on',
  type: 'date',
  schema: dateSchema.nullable().default(null).describe('Day of publication, where there is one.'),
};

const ANNUAL_PLANS: DatedResource = {
  path: 'annual-plans',
  title: { zh: '年度控制计划', en: 'Annual plans' },
  one: 'annual plan line',
  table: 'annual_plan',
  idColumn: 'annual_plan_id',
  scopes: ['plan', 'area'],
  period: 'publication',
  figures: [
    {
      name: 'used',
      column: 'used',
      meaning: 'Taken by admissions so far.',
      select: sql`(select coalesce(sum(ad.annual_quantity), 0)::int from admission ad where ad.annual_plan_id = t.annual_plan_id)`,
    },
  ],
  fields: [
    {
      name: 'year',
      column: 'year',
      type: 'int',
      schema: z.int().min(2000).max(2100).describe('Calendar year.'),
      isKey: true,
      isFilter: true,
    },
    {
      name: 'kind',
      column: 'kind',
      type: 'text',
      schema: z.enum(INSTITUTION_KINDS).describe('Kind of institution.'),
      isKey: true,
      isFilter: true,
    },
    {
      name: 'service',
      column: 'service',
      type: 'text',
      schema: z.enum(SERVICES).nullable().default(null).describe('Null = any service.'),
      emptyIsNull: true,
      isKey: true,
    },
    {
      name: 'category',
      column: 'category',
      type: 'text',
      schema: text.nullable().default(null).describe('Licence category; null = any.'),
      emptyIsNull: true,
      isKey: true,
    },
    {
      name: 'quantity',
      column: 'quantity',
      type: 'int',
      schema: z.int().min(0).max(1_000_000).describe('Institutions that may be added in the year.'),
      isCorrectable: true,
    },
    { ...publishedOn, schema: dateSchema.describe('Day of publication.'), isCorrectable: true },
    document,
  ],
};

const declaredInterval = (
  kind: 'fund_warning' | 'emergency',
  shown: Pick<DatedResource, 'path' | 'title' | 'one'>,
): DatedResource => ({
  ...shown,
  table: 'declared_interval',
  idColumn: 'interval_id',
  constants: { kind },
  scopes: ['city'],
  period: 'validity',
  firstDayRequired: true,
  fields: [document],
});

const YES = z.literal('yes');
/** Rules take any value of a trait as "has it": an area without it is left out, never entered as a no. */
const NO_VALUES = ['no', 'n', 'false', '0', 'none', '否', '无', '不是'];

/** Values of the traits that rules of the product's plans read; other names may hold any value. */
const TRAIT_VALUES: Readonly<Record<string, z.ZodType>> = {
  area_class: z.enum(['1', '2', '3']),
  remote: YES,
  weak: YES,
  uneven: YES,
  main_urban: YES,
  built_up: YES,
};

const AREA_CLASSIFICATIONS: DatedResource = {
  path: 'area-classifications',
  title: { zh: '区域分类', en: 'Area classifications' },
  one: 'area classification',
  table: 'area_classification',
  idColumn: 'classification_id',
  scopes: ['area'],
  period: 'validity',
  check: checkTrait,
  fields: [
    {
      name: 'trait',
      column: 'trait',
      type: 'text',
      schema: name.describe(
        'area_class (1|2|3), support (by category: may | caution …), remote, weak, uneven, main_urban, built_up, or a name that a plan uses.',
      ),
      isKey: true,
      isFilter: true,
    },
    {
      name: 'category',
      column: 'category',
      type: 'text',
      schema: text
        .nullable()
        .default(null)
        .describe('Licence category the value holds for (trait support); null = the area as a whole.'),
      emptyIsNull: true,
      isKey: true,
    },
    {
      name: 'value',
      column: 'value',
      type: 'text',
      schema: text
        .default('yes')
        .describe('Value; left out = yes. An area without the trait is not entered.'),
      isCorrectable: true,
    },
    { ...publishedOn, isCorrectable: true },
    document,
  ],
};

const CATEGORY_LISTS: DatedResource = {
  path: 'category-lists',
  title: { zh: '类别清单', en: 'Category lists' },
  one: 'entry of a category list',
  table: 'category_list',
  idColumn: 'entry_id',
  scopes: ['city'],
  period: 'validity',
  fields: [
    {
      name: 'list',
      column: 'list',
      type: 'text',
      schema: name.describe('Name of the list, e.g. shortage_category.'),
      isKey: true,
      isFilter: true,
    },
    {
      name: 'category',
      column: 'category',
      type: 'text',
      schema: text.describe('Licence category as printed.'),
      isKey: true,
    },
    { ...publishedOn, isCorrectable: true },
    document,
  ],
};

const PLAN_PARAMETERS: DatedResource = {
  path: 'plan-parameters',
  title: { zh: '规划参数', en: 'Plan parameters' },
  one: 'plan parameter',
  table: 'plan_parameter',
  idColumn: 'parameter_id',
  scopes: ['plan'],
  period: 'validity',
  fields: [
    {
      name: 'name',
      column: 'name',
      type: 'text',
      schema: name.describe('Name that the plan’s rules use (see /plans).'),
      isKey: true,
      isFilter: true,
    },
    {
      name: 'qualifier',
      column: 'qualifier',
      type: 'text',
      schema: text
        .nullable()
        .default(null)
        .describe('For what it holds (area, category), where the rule asks.'),
      emptyIsNull: true,
      isKey: true,
    },
    {
      name: 'value',
      column: 'value',
      type: 'float8',
      schema: z.number().describe('Value in `unit`; ratios as 0.75.'),
      isCorrectable: true,
    },
    {
      name: 'unit',
      column: 'unit',
      type: 'text',
      schema: text.describe('institutions, beds, ratio, persons …'),
      isCorrectable: true,
    },
    document,
  ],
};

/** Dated data that is entered as rows. Saturation snapshots are published by their own operation. */
export const DATED_RESOURCES: readonly DatedResource[] = [
  ANNUAL_PLANS,
  declaredInterval('fund_warning', {
    path: 'fund-warnings',
    title: { zh: '基金运行预警', en: 'Fund warnings' },
    one: 'fund warning',
  }),
  declaredInterval('emergency', {
    path: 'emergencies',
    title: { zh: '突发事件', en: 'Emergencies' },
    one: 'emergency',
  }),
  AREA_CLASSIFICATIONS,
  CATEGORY_LISTS,
  PLAN_PARAMETERS,
];

function checkTrait({ trait, value, category }: DatedItem): readonly InputIssue[] {
  const issues: InputIssue[] = [];
  const values = TRAIT_VALUES[String(trait)];
  if (values && !values.safeParse(value).success) {
    const allowed = trait === 'area_class' ? '1, 2, 3' : 'yes';
    issues.push({ field: 'value', value, reason: `is no value of the trait ${trait}`, allowed });
  } else if (NO_VALUES.includes(String(value).toLowerCase()))
    issues.push({
      field: 'value',
      value,
      reason: 'says that the area does not have the trait; such an area is not entered',
      allowed: 'a value that the plan uses, or yes',
    });
  if (trait === 'support' && category === null)
    issues.push({
      field: 'category',
      reason: 'the guideline gives support by category',
      allowed: 'a licence category',
    });
  return issues;
}
