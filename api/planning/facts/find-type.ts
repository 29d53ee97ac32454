import type { Application } from '../../policy/application.ts';
import type { Facts } from '../../policy/facts.ts';
import { getTypeScheme } from '../../policy/load-type-schemes.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { matchType } from '../../policy/type-scheme.ts';

/**
 * The type of a medical applicant by the scheme of the plan, else by the scheme that gives a hint (comparisonScheme).
 * Null for other kinds and for plans without either. Throws NotFoundError when the scheme is not installed.
 */
export function findType(
  { typeScheme, comparisonScheme }: Pick<Plan, 'typeScheme' | 'comparisonScheme'>,
  { kind, category }: Pick<Application, 'kind' | 'category'>,
): Facts['type'] {
  const scheme = typeScheme ?? comparisonScheme;
  if (!scheme || kind !== 'medical') return null;
  const match = matchType(getTypeScheme(scheme), category);
  if (match.typeNo !== null) return { scheme, typeNo: match.typeNo, problem: null, candidates: [] };
  return { scheme, typeNo: null, problem: match.reason, candidates: match.candidates ?? [] };
}
