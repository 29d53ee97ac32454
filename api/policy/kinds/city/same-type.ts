import type { Facts } from '../../facts.ts';
import type { Plan } from '../../plan-shape.ts';
import { readCategories } from './licence-categories.ts';

/** Who is compared: the applicant with the service asked for. */
export interface TypedApplicant {
  readonly kind: string;
  readonly category: string | null;
  readonly service: string;
  /** Its type by the plan's scheme, or by the one that only gives a hint. */
  readonly type: Facts['type'];
}

/** With whom: a neighbour; services null = not known. */
export interface TypedNeighbour {
  readonly kind: string;
  readonly category: string | null;
  readonly typeNo: number | null;
  readonly services: readonly string[] | null;
}

/** Whether two institutions are of the same type, and why that is not certain. */
export type TypeComparison = 'same' | 'different' | DoubtfulType;
export type DoubtfulType =
  | 'unknown_category'
  | 'unlisted_category'
  | 'some_categories'
  | 'hint_of_other_scheme'
  | 'other_service';

/**
 * Same type as the plan defines it; where it defines none: all pharmacies are one type (a difference in service is open),
 * identical licence categories are the same, the same number of the comparison scheme is open, everything else differs.
 */
export function compareTypes(
  { typeScheme, comparisonScheme }: Pick<Plan, 'typeScheme' | 'comparisonScheme'>,
  applicant: TypedApplicant,
  neighbour: TypedNeighbour,
): TypeComparison {
  if (applicant.kind !== neighbour.kind) return 'different';
  if (applicant.kind === 'pharmacy')
    return neighbour.services?.includes(applicant.service) ? 'same' : 'other_service';
  if (typeScheme) return compareNumbers(applicant.type, neighbour.typeNo, 'same');
  const own = readCategories(applicant.category);
  const other = readCategories(neighbour.category);
  if (own.length === 0 || other.length === 0) return 'unknown_category';
  const common = own.filter((category) => other.includes(category)).length;
  if (common === own.length && common === other.length) return 'same';
  if (common > 0) return 'some_categories';
  return comparisonScheme
    ? compareNumbers(applicant.type, neighbour.typeNo, 'hint_of_other_scheme')
    : 'different';
}

function compareNumbers(
  type: Facts['type'],
  typeNo: number | null,
  ifEqual: 'same' | 'hint_of_other_scheme',
): TypeComparison {
  if (typeNo === null) return 'unlisted_category';
  if (type?.typeNo) return type.typeNo === typeNo ? ifEqual : 'different';
  if (type?.problem === 'several-types')
    return type.candidates.includes(typeNo) ? 'some_categories' : 'different';
  return type?.problem === 'empty' ? 'unknown_category' : 'unlisted_category';
}
