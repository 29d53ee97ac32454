import { z } from 'zod';
import { changeSchema, changesSchema } from './changes.ts';

const title = z.string().trim().min(1).max(200);
const description = z.string().trim().max(2_000).nullable();

/** Body of a new scenario. */
export const newScenarioSchema = z.strictObject({
  title,
  description: description.default(null),
  changes: changesSchema.describe('Additions, removals and moves of institutions.'),
});
export type NewScenario = z.output<typeof newScenarioSchema>;

/** Body of a correction; `version` is the one that was read, so that nobody overwrites what another has written since. */
export const scenarioCorrectionSchema = z.strictObject({
  version: z.int().min(1).describe('Version that the correction rests on.'),
  title: title.optional(),
  description: description.optional(),
  changes: changesSchema.optional(),
});
export type ScenarioCorrection = z.output<typeof scenarioCorrectionSchema>;

/** A scenario as it is stored and shown. */
export const scenarioSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  changes: z.array(changeSchema),
  version: z.int(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedBy: z.string(),
  updatedAt: z.string(),
});
export type Scenario = z.output<typeof scenarioSchema>;

/** What an answer says of the scenario it was asked of. */
export const scenarioMarkSchema = z.object({
  id: z.string(),
  title: z.string(),
  version: z.int(),
  changes: z.array(
    z.object({
      op: z.enum(['add', 'remove', 'move']),
      institutionId: z.number(),
      name: z.string(),
      typeNo: z.number().nullable(),
      ended: z.array(z.string()).optional(),
    }),
  ),
  note: z.object({ zh: z.string(), en: z.string() }),
});
export type ScenarioMark = z.output<typeof scenarioMarkSchema>;
