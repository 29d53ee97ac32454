import { z } from 'zod';
import { SERVICES } from '../../vocabulary.ts';
import { asOfInput } from '../analysis.ts';
import { areaInput } from '../area-of-question.ts';
import { flagInput } from '../flag-input.ts';
import { metricInput } from '../metric-input.ts';
import { surfaceInput } from '../points/population-surface.ts';
import { selectionInput } from '../selection.ts';

export const MODELS = ['mclp', 'lscp', 'p-median', 'backup'] as const;
export const MAX_SITES = 5_000;

const siteSchema = z.strictObject({
  id: z.string().min(1).max(100).describe('Name of the candidate, unique in the list.'),
  lon: z.number().min(-180).max(180).describe('Longitude in degrees, WGS 84.'),
  lat: z.number().min(-90).max(90).describe('Latitude in degrees, WGS 84.'),
});

export const suggestionInput = z.strictObject({
  ...areaInput,
  level: z
    .enum(['city', 'county', 'street'])
    .optional()
    .describe(areaInput.level.description ?? ''),
  ...selectionInput,
  service: z
    .enum(SERVICES)
    .optional()
    .describe('Only institutions designated for this service count as coverage.'),
  ...metricInput,
  model: z
    .enum(MODELS)
    .default('mclp')
    .describe(
      'mclp: most residents newly covered by at most p sites. lscp: fewest sites that cover every coverable resident. p-median: least total distance of residents with at most p sites; who is beyond the limit counts as at the limit. backup: most residents covered twice, weighed against once.',
    ),
  p: z.number().int().min(1).max(500).optional().describe('Most sites suggested; needed unless model=lscp.'),
  backupShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe(
      'model=backup: weight of the second cover against the first, from 0 (first only) to 1 (second only).',
    ),
  coverAll: flagInput(false).describe(
    'model=backup: true = every coverable resident must be covered once, and as many as possible twice.',
  ),
  candidates: z
    .enum(['cells', 'eligible', 'list'])
    .default('cells')
    .describe(
      'Where a site may stand. cells: centres of the population cells of the area. eligible: centres of the cells in which the plan leaves room. list: the sites given.',
    ),
  candidateResolution: z
    .number()
    .int()
    .min(0)
    .max(15)
    .optional()
    .describe(
      'candidates=cells or eligible: H3 resolution of the candidates; default that of the population. cells: not finer than it; eligible: 6 to 12.',
    ),
  plan: z
    .string()
    .max(100)
    .optional()
    .describe(
      'Plan, e.g. dalian/2025-2027: decides candidates=eligible, the default separation and the caps that are left of the annual plan; needs category or kind, and service.',
    ),
  includeReview: flagInput(false).describe(
    'candidates=eligible: true = also the cells that the plan leaves to a person.',
  ),
  sites: z
    .array(siteSchema)
    .min(1)
    .max(MAX_SITES)
    .optional()
    .describe(`candidates=list: the places a site may stand at, at most ${MAX_SITES}.`),
  minSeparationM: z
    .number()
    .min(0)
    .max(20_000)
    .optional()
    .describe(
      'Straight metres within which no two suggestions may lie of each other, nor one of an existing institution of the selection; the distance itself is too near. Default that of the plan named, else 0 = no such rule.',
    ),
  capPerArea: z
    .number()
    .int()
    .min(0)
    .max(500)
    .optional()
    .describe(
      'Most suggestions in each area of perArea; areas listed in caps have their own. Given caps replace those of the annual plan.',
    ),
  caps: z
    .array(
      z.strictObject({
        area: z.string().min(1).max(100).describe('Code of an area of the level perArea.'),
        most: z.number().int().min(0).max(500).describe('Most suggestions in it.'),
      }),
    )
    .max(2_000)
    .optional()
    .describe('Most suggestions by area, for example what is left of the annual plan.'),
  perArea: z.enum(['county', 'street']).default('county').describe('Areas of the table, and of the caps.'),
  timeLimitS: z
    .number()
    .min(1)
    .max(600)
    .default(20)
    .describe(
      'Longest time of the exact solver in seconds; then the best sites found and a bound are given.',
    ),
  maxExact: z
    .number()
    .int()
    .min(0)
    .max(5_000_000)
    .default(1_000_000)
    .describe(
      'Largest program solved exactly, in matrix entries after reduction; beyond it greedy and exchange with a bound. 0 = never exactly.',
    ),
  surface: surfaceInput,
  asOf: asOfInput,
});
export type SuggestionInput = z.output<typeof suggestionInput>;
