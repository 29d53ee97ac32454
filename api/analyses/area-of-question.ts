import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { InvalidInputError } from '../errors.ts';

export const AREA_LEVELS = ['city', 'county', 'street', 'management'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

/** The inputs that name one area; `level` is needed only where a code stands on two levels. */
export const areaInput = {
  area: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Area code (division code, or the code of a management area); absent = everywhere.'),
  level: z
    .enum(AREA_LEVELS)
    .optional()
    .describe('Level of the area code, needed when two levels use the same code.'),
};

export interface QuestionArea {
  readonly area_id: number;
  readonly code: string;
  readonly level: AreaLevel;
  readonly name: string;
  readonly name_en: string | null;
  readonly is_synthetic: boolean;
  /** Ids of every stored version of this code and level: what refers to an earlier version still belongs to the area. */
  readonly version_ids: readonly number[];
}

/**
 * The area of that code valid on the date, or null when no code is given.
 * Throws InvalidInputError for a code that is unknown, not valid on the date, on a level outside `levels`, or on two levels.
 */
export async function findQuestionArea(
  db: Database,
  question: { area?: string | undefined; level?: AreaLevel | undefined; asOf: string },
  levels: readonly AreaLevel[] = AREA_LEVELS,
): Promise<QuestionArea | null> {
  const { area: code, level, asOf } = question;
  if (code === undefined) return null;
  const rows = await db.kysely
    .selectFrom('area')
    .select(['area_id', 'code', 'level', 'name', 'name_en', 'is_synthetic'])
    .select(sql<boolean>`valid @> ${asOf}::date`.as('is_valid'))
    .where('code', '=', code)
    .orderBy('level')
    .limit(1000)
    .execute();
  const refuse = (reason: string, allowed?: string) =>
    new InvalidInputError([
      { field: 'area', value: code, reason, ...(allowed === undefined ? {} : { allowed }) },
    ]);
  if (rows.length === 0)
    throw refuse('no area has this code', 'a code of the layers counties, streets or management areas');
  const onLevel = rows.filter((row) =>
    level === undefined ? levels.includes(row.level as AreaLevel) : row.level === level,
  );
  if (onLevel.length === 0)
    throw refuse(
      `the area of this code is on the level ${[...new Set(rows.map((row) => row.level))].join(', ')}`,
      level ?? levels.join(', '),
    );
  const valid = onLevel.filter((row) => row.is_valid);
  if (valid.length === 0)
    throw refuse(
      `the area is not valid on ${asOf}`,
      'a date within its validity, or the code of its successor',
    );
  const [only, second] = valid;
  if (!only || second)
    throw new InvalidInputError([
      {
        field: 'level',
        reason: `the code ${code} stands on several levels`,
        allowed: valid.map((row) => row.level).join(', '),
      },
    ]);
  if (!levels.includes(only.level as AreaLevel))
    throw new InvalidInputError([
      {
        field: 'level',
        value: only.level,
        reason: 'this question is not asked of that level',
        allowed: levels.join(', '),
      },
    ]);
  const { is_valid: _isValid, ...found } = only;
  const versionIds = onLevel.filter((row) => row.level === only.level).map((row) => row.area_id);
  return { ...found, level: only.level as AreaLevel, version_ids: versionIds };
}

/** The area as it stands among the parameters of an answer; null = everywhere. */
export function areaParameter(
  area: QuestionArea | null,
): Pick<QuestionArea, 'code' | 'level' | 'name' | 'name_en'> | null {
  if (!area) return null;
  const { code, level, name, name_en } = area;
  return { code, level, name, name_en };
}
