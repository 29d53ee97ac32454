import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import { localizedSchema } from '../../localized.ts';
import { type Answer, answerSchema, asOfInput, defineAnalysis } from '../analysis.ts';
import {
  answerMembers,
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
} from '../answer-notes.ts';
import { locateForDate } from '../area-attribution.ts';
import { areaInput, areaParameter, findQuestionArea } from '../area-of-question.ts';
import { areaResult } from './area-feature.ts';
import { SATURATION_CLASSES } from './classify.ts';
import { saturationWarnings, versionsUsed } from './data-notes.ts';
import { BED_MIX_TARGET, NULL_REASONS } from './indicators.ts';
import { inNoArea, summariseAreas } from './queries.ts';

const input = z.strictObject({
  level: z.enum(['county', 'street']).default('county').describe('Level of the areas compared.'),
  area: areaInput.area.describe(
    'Keep to this area, or to what lies in it: code of a city, county or street; absent = everywhere.',
  ),
  areaLevel: z
    .enum(['city', 'county', 'street'])
    .optional()
    .describe('Level of the area code, needed when two levels use the same code.'),
  pharmacyKind: z
    .enum(['all', 'personal_account', 'outpatient_pooling', 'dual_channel'])
    .default('all')
    .describe('Kind of designated pharmacy; the bound and the actual number are of this kind.'),
  attribution: z
    .enum(['location', 'business_licence'])
    .default('location')
    .describe(
      'Area of a pharmacy: where it stands, or the area of the authority that issued its business licence.',
    ),
  overSaturatedFrom: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(7)
    .describe('Least difference actual − upper bound that is over-saturated (institutions).'),
  saturatedFrom: z
    .number()
    .int()
    .min(-10_000)
    .max(10_000)
    .default(0)
    .describe('Least difference that is saturated (institutions); below is unsaturated.'),
  geometry: z
    .enum(['none', 'full', 'simplified'])
    .default('full')
    .describe('Polygons of the areas; simplified (about 50 m) is for drawing only.'),
  limit: z.number().int().min(1).max(10_000).default(2000).describe('Most areas listed.'),
  asOf: asOfInput,
});

const output = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: z.object({
    areas: z.number(),
    byClass: z.record(z.enum(SATURATION_CLASSES), z.number()),
    belowLowerBound: z.object({ yes: z.number(), review: z.number() }),
    pharmacies: z.record(z.string(), z.number()).nullable(),
    inNoArea: inNoArea.nullable(),
  }),
  definitions: z.record(z.string(), localizedSchema),
  nullReasons: z.record(z.string(), localizedSchema),
});

/** DL-D1, DL-D9, DL-A8: saturation of pharmacies and the supply of institutions and beds, by county or street. */
export const saturation = defineAnalysis({
  id: 'saturation',
  title: { zh: '饱和度与资源配置', en: 'Saturation' },
  description: {
    zh: '按区市县或街道比较定点零售药店数与上下限界值，并给出机构密度、床位、病床使用率和床位等级构成。',
    en: 'Pharmacies against their lower and upper bound by county or street, with density of institutions, beds, bed use and bed mix.',
  },
  input,
  output,
  run: async ({ db }, given) => {
    const { level, asOf, pharmacyKind, attribution, geometry, limit, overSaturatedFrom, saturatedFrom } =
      given;
    if (saturatedFrom >= overSaturatedFrom)
      throw new InvalidInputError([
        {
          field: 'saturatedFrom',
          value: saturatedFrom,
          reason: 'must be below overSaturatedFrom',
          allowed: `less than ${overSaturatedFrom}`,
        },
      ]);
    const area = await findQuestionArea(db, { area: given.area, level: given.areaLevel, asOf }, [
      'city',
      'county',
      'street',
    ]);
    if (area?.level === 'street' && level === 'county')
      throw new InvalidInputError([
        {
          field: 'area',
          value: given.area,
          reason: 'is a street; counties were asked for',
          allowed: 'level=street, or a county or city',
        },
      ]);
    const located = await locateForDate(db, asOf, ['city', 'county', 'street']);
    const [rows, data] = await Promise.all([
      summariseAreas(db, {
        level,
        asOf,
        service: pharmacyKind === 'all' ? null : pharmacyKind,
        pharmacyKind,
        attribution,
        scopeLevel: area?.level ?? null,
        scopeCode: area?.code ?? null,
        geometry,
        rowLimit: limit,
        institutionIds: located?.institutionIds ?? null,
        streetIds: located?.streetIds ?? null,
        countyIds: located?.countyIds ?? null,
        cityIds: located?.cityIds ?? null,
        statuses: located?.statuses ?? null,
      }),
      describeLoadedData(db),
    ]);
    const thresholds = { overSaturatedFrom, saturatedFrom };
    const results = rows.map((row) => areaResult(row, thresholds, attribution));
    const areas = rows[0]?.areas ?? 0;
    const overall = rows[0]?.overall;
    const isSynthetic =
      rows.some((row) => row.is_synthetic || row.bound?.is_synthetic || row.resident_pop?.is_synthetic) ||
      overall?.is_synthetic === true;
    const { is_synthetic: _synthetic, in_no_area: nowhere, ...pharmacies } = overall ?? {};
    return {
      type: 'FeatureCollection',
      asOf,
      parameters: {
        level,
        area: areaParameter(area),
        pharmacyKind,
        attribution,
        thresholds: {
          over_saturated_from: overSaturatedFrom,
          saturated_from: saturatedFrom,
          unit: 'institutions',
          measure: 'actual - upper bound',
        },
        bed_mix_target: BED_MIX_TARGET,
        geometry,
        limit,
      },
      summary: {
        areas,
        byClass: Object.fromEntries(
          SATURATION_CLASSES.map((name) => [name, results.filter((result) => result.class === name).length]),
        ) as Record<(typeof SATURATION_CLASSES)[number], number>,
        belowLowerBound: {
          yes: results.filter((result) => result.belowLower === 'yes').length,
          review: results.filter((result) => result.belowLower === 'review').length,
        },
        pharmacies: overall ? (pharmacies as Record<string, number>) : null,
        inNoArea: nowhere ?? null,
      },
      dataVersions: { institutions: data.institutions, ...versionsUsed(rows) },
      warnings: [
        ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
        ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
        ...saturationWarnings(rows, {
          attribution,
          level,
          areaName: area?.name ?? null,
          attributionDecides: results.filter((result) => result.reason === 'attribution-decides').length,
        }),
        ...(areas > rows.length
          ? [
              truncatedWarning(rows.length, areas, {
                zh: '请用 area 缩小范围或提高 limit；分类汇总只含已列出的区。',
                en: 'narrow by area or raise limit; the counts by class cover the listed areas.',
              }),
            ]
          : []),
      ],
      isSynthetic,
      numberReturned: rows.length,
      truncated: areas > rows.length,
      definitions: DEFINITIONS,
      nullReasons: NULL_REASONS,
      features: results.map((result) => result.feature),
    } satisfies Answer;
  },
});

const DEFINITIONS = {
  pharmacies_actual: {
    zh: '协议有效或中止的定点零售药店，每家计一次；豁免药店自计入日期起计。',
    en: 'Designated pharmacies (active or suspended), each once; exempt ones from the date on which they count.',
  },
  beds_per_1000_residents: {
    zh: '定点机构开放床位（不含长护）÷常住人口×1000；与按参保人口计算的值不可互换。',
    en: 'Open beds of designated institutions (long-term care apart) per 1,000 residents; not interchangeable with the figure per insured.',
  },
  beds_per_1000_insured: {
    zh: '定点机构开放床位（不含长护）÷参保人口×1000。',
    en: 'Open beds of designated institutions (long-term care apart) per 1,000 insured persons.',
  },
  bed_use_computed: {
    zh: '占用床日÷（开放床位×期间天数），只含三者齐全的记录。',
    en: 'Occupied bed-days / (open beds x days of the period), from records that have all three.',
  },
  bed_use_published: {
    zh: '公布的病床使用率，未经核算。',
    en: 'The published bed-use rate, not recomputed.',
  },
  actual_by_business_licence: {
    zh: '按营业执照发证机关所属区统计的实际值；该市没有任何营业执照归属数据时为空，分类按所在地。',
    en: 'Actual number by the area of the business-licence authority; null where no pharmacy of the city has one, and location decides.',
  },
  inpatient_without_bed_data: {
    zh: '有住院协议或曾有床位记录、但该日期没有床位记录的定点医疗机构数；床位合计未含这些机构。',
    en: 'Designated medical institutions with an inpatient agreement, or with beds on other dates, without a bed record for the date; the bed totals leave them out.',
  },
  bed_mix: {
    zh: '开放床位按三级、二级、一级及以下（含未定级，另列）的构成，目标 6:2:2。',
    en: 'Open beds in tertiary, secondary, and primary and below (ungraded included, shown apart); target 6:2:2.',
  },
};
