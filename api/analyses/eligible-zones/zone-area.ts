import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { type AreaLevel, findQuestionArea, type QuestionArea } from '../area-of-question.ts';

/** Levels whose areas have polygons of their own. */
export const ZONE_LEVELS = ['city', 'county', 'street'] as const satisfies readonly AreaLevel[];

/** The area asked about: the one named, else the city of the plan. Throws InvalidInputError (fields area, level). */
export async function zoneArea(
  db: Database,
  { city }: Pick<Plan, 'city'>,
  given: {
    readonly area?: string | undefined;
    readonly level?: AreaLevel | undefined;
    readonly asOf: string;
  },
): Promise<QuestionArea> {
  if (given.area !== undefined) {
    const named = await findQuestionArea(db, given, ZONE_LEVELS);
    if (named) return named;
  }
  try {
    const own = await findQuestionArea(db, { area: city.code, level: 'city', asOf: given.asOf }, ['city']);
    if (own) return own;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
  }
  throw new InvalidInputError([
    {
      field: 'area',
      reason: `the city of the plan (${city.code} ${city.name.zh}) is not among the areas valid on ${given.asOf}`,
      allowed: 'import its polygons, or name an area',
    },
  ]);
}
