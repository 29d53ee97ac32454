import { z } from 'zod';
import { localizedSchema } from '../../localized.ts';
import { answerSchema } from '../analysis.ts';
import { answerMembers } from '../answer-notes.ts';
import { surfaceSchema } from '../points/population-surface.ts';

/** Residents of an area or of all; total = covered_before + newly_covered + uncovered_after + in_doubt. */
const effect = {
  cells: z.number(),
  total: z.number(),
  covered_before: z.number(),
  newly_covered: z.number(),
  uncovered_after: z.number(),
  /** Set aside for review: whether they are covered now cannot be told. */
  in_doubt: z.number(),
  covered_share_before: z.number().nullable(),
  covered_share_after: z.number().nullable(),
  /** Covered at least twice. */
  backed_up_before: z.number(),
  backed_up_after: z.number(),
  suggestions: z.number(),
};

export const areaEffectSchema = z.object({
  group: z.enum(['area', 'border', 'outside']),
  code: z.string().nullable(),
  name: z.string().nullable(),
  name_en: z.string().nullable(),
  ...effect,
  /** Most suggestions that this area may take; null = not capped. */
  cap: z.number().nullable(),
});

export const suggestionOutput = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  /** Says in both languages that these are suggestions and decide nothing. */
  label: localizedSchema,
  summary: z
    .object({
      ...effect,
      /** Mean distance of a resident to the nearest site in metres; who is beyond the limit counts as at the limit (p-median). */
      mean_distance_m_before: z.number().nullable(),
      mean_distance_m_after: z.number().nullable(),
      /** Residents whom neither an existing institution nor any candidate can cover. */
      uncoverable: z.number(),
      uncoverable_cells: z.number(),
      /** H3 indexes of the most populated of them. */
      uncoverable_h3: z.array(z.string()),
    })
    .nullable(),
  solver: z
    .object({
      model: z.enum(['lscp', 'mclp', 'p-median', 'bacop1', 'bacop2']),
      status: z.enum(['optimal', 'feasible', 'time-limit', 'infeasible', 'not-found']),
      objective: z.number().nullable(),
      bound: z.number().nullable(),
      gap: z.number().nullable(),
      bound_from: z.string().nullable(),
      found_by: z.string().nullable(),
      solver: z.string(),
      time_limit_s: z.number(),
      size: z.record(z.string(), z.number()),
      text: localizedSchema,
    })
    .nullable(),
  areas: z.array(areaEffectSchema),
  candidates: z.object({
    total: z.number(),
    too_near_existing: z.number(),
    perhaps_too_near_existing: z.number(),
    area_not_decided: z.number(),
    not_snapped: z.number(),
    /** candidates=eligible: cells of the area by what the plan says of them. */
    eligible: z.object({ open: z.number(), review: z.number(), closed: z.number() }).nullable(),
    rejected: z.array(z.object({ id: z.string(), reason: z.string() })),
  }),
  /** With a plan and no caps of one's own: the published lines of the annual plan that cap suggestions. */
  annualPlan: z
    .object({
      lines: z.array(
        z.object({
          annual_plan_id: z.number(),
          year: z.number(),
          area_code: z.string(),
          area_level: z.string(),
          quantity: z.number(),
          used: z.number(),
          remaining: z.number(),
          document: z.string(),
          suggestions: z.number(),
        }),
      ),
      candidates_without_line: z.number(),
    })
    .nullable(),
  population: surfaceSchema.nullable(),
});
