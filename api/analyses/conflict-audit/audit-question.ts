import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { areaNamesOn, locateInstitutions, type PolygonLevel, storedAreasHold } from '../area-attribution.ts';
import { areaParameter, findQuestionArea, type QuestionArea } from '../area-of-question.ts';
import { resolveDefiniteSelection } from '../definite-selection.ts';
import type { AuditInput } from './audit-input.ts';
import {
  countPairs,
  countPairsInArea,
  countUnknowns,
  listPairs,
  listPairsInArea,
  type Pair,
} from './queries.ts';

/** Where a page begins: after this pair. */
export interface Cursor {
  readonly driver: number;
  readonly other: number;
}
export const START: Cursor = { driver: 0, other: 0 };

export type AuditQuestion = Awaited<ReturnType<typeof readQuestion>>;

/** What is compared, where, and by which areas. Throws InvalidInputError. */
export async function readQuestion(db: Database, given: AuditInput, limitM: number) {
  const { asOf } = given;
  const { typeNo, kind: chosenKind, category, typeScheme } = resolveDefiniteSelection(given, 'optional');
  const kind = chosenKind === 'medical' ? null : chosenKind;
  const service = given.service ?? null;
  const after = readCursor(given.after);
  const area = await findQuestionArea(db, given);
  const { byPolygon, moved } = await areasOfDate(db, asOf, area, given.counts);
  const inside = area && {
    level: area.level,
    areaIds: area.level === 'management' ? [...area.version_ids] : [area.area_id],
    byPolygon,
  };
  const where = { limitM, asOf, typeNo, kind, service, typeScheme };
  return { where, category, after, area, inside, byPolygon, moved };
}

/** Complete counts of the pairs within the limit in a straight line. */
export function countStraightPairs(db: Database, { where, inside, moved }: AuditQuestion) {
  return inside
    ? countPairsInArea(db, { ...where, ...inside, ...moved })
    : countPairs(db, { ...where, ...moved });
}

/** The next pairs within the limit in a straight line, in the order of the cursor. */
export function listStraightPairs(
  db: Database,
  { where, inside }: AuditQuestion,
  after: Cursor,
  rowLimit: number,
): Promise<Pair[]> {
  const page = { afterDriver: after.driver, afterOther: after.other, rowLimit };
  return inside
    ? listPairsInArea(db, { ...where, ...page, ...inside })
    : listPairs(db, { ...where, ...page });
}

/** Institutions of the selection that could not be compared or placed. */
export async function getUnknowns(db: Database, { where, area, inside, byPolygon }: AuditQuestion) {
  const { asOf, typeNo, kind, service, typeScheme } = where;
  const [unknowns] = await countUnknowns(db, {
    asOf,
    typeNo,
    kind,
    service,
    typeScheme,
    level: area?.level ?? null,
    areaIds: inside?.areaIds ?? null,
    byPolygon,
  });
  if (!unknowns) throw new Error('count-unknowns gave no row');
  return unknowns;
}

/** The pairs with the names of the streets valid on the date. */
export async function withStreetsOfDate(
  db: Database,
  { byPolygon, where }: AuditQuestion,
  pairs: readonly Pair[],
): Promise<readonly Pair[]> {
  if (!byPolygon) return pairs;
  const ids = pairs.flatMap((pair) => [pair.a_id, pair.b_id]);
  const names = await areaNamesOn(db, where.asOf, ids);
  return pairs.map((pair) => ({
    ...pair,
    a_street: names.get(pair.a_id)?.street ?? null,
    b_street: names.get(pair.b_id)?.street ?? null,
  }));
}

/** The parameters that both metrics have, before and after those of distance. */
export function questionParameters({ area, where, category }: AuditQuestion) {
  const { typeNo, kind, service, typeScheme } = where;
  return {
    area: areaParameter(area),
    area_rule: area ? 'at least one end inside the area or on its border' : 'everywhere',
    compared_by: kind === null ? 'type' : 'kind',
    type_no: typeNo,
    category,
    typeScheme,
    kind,
    service,
  };
}

/**
 * Whether the areas stored with the institutions are those of the date; where not, the polygons decide who is inside, and
 * the streets for the summary are found again.
 */
async function areasOfDate(db: Database, asOf: string, area: QuestionArea | null, withStreets: boolean) {
  const levels = new Set<PolygonLevel>(['street']);
  if (area && area.level !== 'management') levels.add(area.level);
  const byPolygon = !(await storedAreasHold(db, asOf, [...levels]));
  const located = byPolygon && withStreets ? await locateInstitutions(db, asOf) : null;
  return {
    byPolygon,
    moved: { movedIds: located?.institutionIds ?? null, movedStreetIds: located?.streetIds ?? null },
  };
}

function readCursor(text: string | undefined): Cursor {
  if (text === undefined) return START;
  const [, driver, other] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  if (driver === undefined || other === undefined)
    throw new InvalidInputError([
      {
        field: 'after',
        value: text,
        reason: 'not a cursor of this question',
        allowed: 'nextAfter of the page before',
      },
    ]);
  return { driver: Number(driver), other: Number(other) };
}
