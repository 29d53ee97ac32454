import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { type InputIssue, InvalidInputError } from '../../errors.ts';
import type { AREA_LEVELS } from './dated-resource.ts';

export interface AreaReference {
  readonly code: string;
  readonly level?: string | undefined;
  /** Day whose version of the area is meant; another version serves where none is of that day. */
  readonly on: string;
}

export interface FoundArea {
  readonly areaId: number;
  readonly code: string;
  readonly level: (typeof AREA_LEVELS)[number];
  readonly name: string;
}

/** The areas of codes, each with the area or what is wrong with the code (field areaCode or areaLevel). */
export async function findAreas(
  db: Database,
  references: readonly AreaReference[],
): Promise<(FoundArea | InputIssue)[]> {
  const codes = [...new Set(references.map((reference) => reference.code))];
  if (codes.length === 0) return [];
  const rows = await db.kysely
    .selectFrom('area')
    .select(['area_id', 'code', 'level', 'name', 'valid_from', 'valid_to'])
    .where(sql<boolean>`code = any (${codes}::text[])`)
    .orderBy('valid_from', (order) => order.desc().nullsLast())
    .orderBy('area_id', 'desc')
    .execute();
  const byCode = new Map<string, AreaRow[]>(codes.map((code) => [code, []]));
  for (const row of rows) byCode.get(row.code)?.push(row);
  return references.map((reference) => choose(reference, byCode.get(reference.code) ?? []));
}

/** The area of one code. Throws InvalidInputError; `prefix` stands before the field name: `from.`. */
export async function getArea(db: Database, reference: AreaReference, prefix = ''): Promise<FoundArea> {
  const [found] = await findAreas(db, [reference]);
  if (found && 'areaId' in found) return found;
  const issue = found ?? { field: 'areaCode', reason: 'no area has this code' };
  throw new InvalidInputError([{ ...issue, field: `${prefix}${issue.field}` }]);
}

interface AreaRow {
  readonly area_id: number;
  readonly code: string;
  readonly level: string;
  readonly name: string;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

function choose({ code, level, on }: AreaReference, versions: readonly AreaRow[]): FoundArea | InputIssue {
  if (versions.length === 0)
    return {
      field: 'areaCode',
      value: code,
      reason: 'no area has this code',
      allowed: 'a code of the layers counties, streets or management areas',
    };
  const levels = [...new Set(versions.map((row) => row.level))].sort();
  if (level === undefined && levels.length > 1)
    return {
      field: 'areaLevel',
      reason: `the code ${code} stands on several levels`,
      allowed: levels.join(', '),
    };
  const onLevel = versions.filter((row) => level === undefined || row.level === level);
  const chosen =
    onLevel.find((row) => (row.valid_from ?? on) <= on && (row.valid_to ?? on) >= on) ?? onLevel[0];
  if (!chosen)
    return {
      field: 'areaLevel',
      value: level,
      reason: `the area ${code} is not of this level`,
      allowed: levels.join(', '),
    };
  return {
    areaId: chosen.area_id,
    code,
    level: chosen.level as FoundArea['level'],
    name: chosen.name,
  };
}
