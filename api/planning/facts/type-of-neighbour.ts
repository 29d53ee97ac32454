import { getTypeScheme } from '../../policy/load-type-schemes.ts';
import { matchType } from '../../policy/type-scheme.ts';

/** The type number by a scheme. Typed by another table, a number means nothing here, but the category does. */
export function typeNoByScheme(
  {
    category,
    typeNo,
    typeScheme,
  }: {
    readonly category: string | null;
    readonly typeNo: number | null;
    readonly typeScheme: string | null;
  },
  scheme: string | null,
): number | null {
  if (scheme === null || typeScheme === null) return null;
  return typeScheme === scheme ? typeNo : matchType(getTypeScheme(scheme), category).typeNo;
}
