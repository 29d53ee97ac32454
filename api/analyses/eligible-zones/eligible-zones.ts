import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import { plansInUse } from '../../planning/plans-of.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { INSTITUTION_KINDS, SERVICES } from '../../vocabulary.ts';
import { type Answer, answerSchema, asOfInput, defineAnalysis } from '../analysis.ts';
import {
  answerMembers,
  describeLoadedData,
  NO_INSTITUTIONS_WARNING,
  SYNTHETIC_WARNING,
  truncatedWarning,
  type Warning,
} from '../answer-notes.ts';
import { areaInput, areaParameter } from '../area-of-question.ts';
import { flagInput } from '../flag-input.ts';
import { describeDistanceRule, listDistanceRules } from './distance-rules.ts';
import { listEligibleCells, openFirst } from './list-eligible-cells.ts';
import { ZONE_LEVELS, zoneArea } from './zone-area.ts';
import { describeAreas, describeCounts, zoneAreaSchema, zoneCountsSchema } from './zone-areas.ts';
import { COARSEST, FINEST, MAX_CELLS } from './zone-cells.ts';
import { cellFeature, zoneFeatures } from './zone-features.ts';
import { applicationAt, ZONE_PURPOSES } from './zone-question.ts';

const input = z.strictObject({
  plan: z.string().max(100).describe('Plan whose rules decide: city and period, e.g. dalian/2025-2027.'),
  kind: z.enum(INSTITUTION_KINDS).describe('Kind of institution that would come.'),
  category: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Its licence category as printed (医疗机构类别); needed for medical institutions.'),
  service: z.enum(SERVICES).describe('The one service it would ask for.'),
  purpose: z.enum(ZONE_PURPOSES).default('new').describe('What it would apply for.'),
  institution: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Code (or id:123) of the applicant if it is in the register: its own old site is left out.'),
  ...areaInput,
  area: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Code of the city, county or street; absent = the city of the plan.'),
  level: z
    .enum(ZONE_LEVELS)
    .optional()
    .describe(areaInput.level.description ?? ''),
  resolution: z
    .number()
    .int()
    .min(COARSEST)
    .max(FINEST)
    .default(9)
    .describe(
      `Resolution of the H3 cells: 9 = about 350 m across, 10 = 130 m, 11 = 50 m. At most ${MAX_CELLS} cells.`,
    ),
  zones: flagInput(true).describe(
    'true adds the cells of each street and status joined into polygons (a picture).',
  ),
  limit: z
    .number()
    .int()
    .min(0)
    .max(MAX_CELLS)
    .default(2_000)
    .describe('Most cells listed, open ones first; figures stay complete.'),
  asOf: asOfInput,
});

const output = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: zoneCountsSchema,
  areas: z.array(zoneAreaSchema),
});

/** Where the rules of a plan about distance and quantity leave room for an institution that does not exist yet. */
export const eligibleZones = defineAnalysis({
  id: 'eligible-zones',
  title: { zh: '可设区域', en: 'Eligible zones' },
  description: {
    zh: '对给定规划和机构类别，逐个 H3 网格中心判断距离条款是否留有余地，并按街道扣除数量条款已关闭的区域。',
    en: 'For a plan and a category, whether the distance rule leaves room at the centre of each H3 cell, cut by the streets whose quantity rules are closed.',
  },
  input,
  output,
  run: async ({ db, signal }, given, progress) => {
    const { asOf, limit, resolution, plan: planId } = given;
    const plan = knownPlan(planId);
    const area = await zoneArea(db, plan, given);
    const question = { ...given, plan, area, resolution };
    const { cells, dataVersions, isSynthetic, lacksNetwork } = await listEligibleCells(db, question, {
      signal,
      onProgress: (done, message) => progress(done * 0.95, message),
    });
    const data = await describeLoadedData(db);
    const shown = cells.toSorted(openFirst).slice(0, limit);
    const rules = listDistanceRules(plan, applicationAt(given, { lon: 0, lat: 0 }, undefined));
    return {
      type: 'FeatureCollection',
      asOf,
      parameters: {
        plan: plan.id,
        plan_version: plan.version,
        plan_status: plan.status,
        kind: given.kind,
        category: given.category ?? null,
        service: given.service,
        purpose: given.purpose,
        institution: given.institution ?? null,
        area: areaParameter(area),
        resolution,
        distance_rules: rules.map(describeDistanceRule),
        measured: 'from the centre of each cell, taken as a surveyed site licensed by its county',
      },
      summary: describeCounts(cells),
      areas: describeAreas(cells),
      dataVersions: { institutions: data.institutions, ...dataVersions },
      warnings: [
        ...(isSynthetic ? [SYNTHETIC_WARNING] : []),
        ...(plan.status === 'in_force' && asOf <= plan.period.to ? [] : [NOT_IN_FORCE]),
        ...(lacksNetwork ? [NO_NETWORK] : []),
        ...(rules.length === 0 ? [NO_DISTANCE_RULE] : []),
        ...(data.has_institutions ? [] : [NO_INSTITUTIONS_WARNING]),
        ...(cells.length === 0 ? [NO_CELLS] : []),
        ...(shown.length < cells.length ? [truncatedWarning(shown.length, cells.length, MORE)] : []),
      ],
      isSynthetic,
      numberReturned: shown.length,
      truncated: shown.length < cells.length,
      features: [...shown.map(cellFeature), ...(given.zones ? await zoneFeatures(cells, signal) : [])],
    } satisfies Answer;
  },
});

/** Throws InvalidInputError (field plan) naming the plans that there are. */
function knownPlan(id: string): Plan {
  const plans = plansInUse();
  const plan = plans.get(id);
  if (plan) return plan;
  throw new InvalidInputError([
    { field: 'plan', value: id, reason: 'there is no such plan', allowed: [...plans.keys()].join(', ') },
  ]);
}

const MORE = { zh: '提高 limit 或用 area 缩小范围。', en: 'raise limit, or narrow by area.' };
const NOT_IN_FORCE: Warning = {
  code: 'plan-not-in-force',
  zh: '本规划为征求意见稿或已过期。',
  en: 'The plan is a draft for consultation, or has expired.',
};
const NO_NETWORK: Warning = {
  code: 'no-walking-network',
  zh: '未载入步行路网：步行条款只能以直线距离排除，其余网格须人工审核。用 dingdian import network 导入。',
  en: 'No walking network is loaded: a rule about walks rules out by the straight line only, all other cells are for review. Import one with `dingdian import network`.',
};
const NO_DISTANCE_RULE: Warning = {
  code: 'no-distance-rule',
  zh: '本规划对此类机构没有距离条款，仅按数量条款判断。',
  en: 'The plan has no rule about distance for such institutions; only its rules of quantity decide.',
};
const NO_CELLS: Warning = {
  code: 'no-cells-in-area',
  zh: '所选区域内没有任何网格中心，请提高分辨率。',
  en: 'No cell has its centre in the area; ask for a finer resolution.',
};
