import { type InputIssue, InvalidInputError } from '../../errors.ts';
import type { DistanceMatrix } from '../../geo/distance-matrix.ts';

export interface GivenMatrix {
  readonly supplies: readonly { readonly id: string; readonly supply: number | null }[];
  readonly demands: readonly { readonly id: string }[];
  readonly matrix: readonly { readonly from: string; readonly to: string; readonly distance: number }[];
}

/** Most problems told at once. */
const MAX_ISSUES = 20;

/**
 * The matrix by index, from supplier to place of demand; pairs of suppliers without known supply are left out. Throws
 * InvalidInputError for an id given twice, an id that is not there, and a pair given twice: which of its distances is meant
 * cannot be told.
 */
export function readMatrix({ supplies, demands, matrix }: GivenMatrix): DistanceMatrix {
  const issues: InputIssue[] = [];
  const refuse = (field: string, value: unknown, reason: string) => {
    if (issues.length < MAX_ISSUES) issues.push({ field, value, reason });
  };
  const indexOf = (field: string, entries: readonly { readonly id: string }[]) => {
    const index = new Map<string, number>();
    for (const [place, { id }] of entries.entries()) {
      if (index.has(id)) refuse(`${field}.${place}.id`, id, 'is given twice');
      index.set(id, place);
    }
    return index;
  };
  const supplier = indexOf('supplies', supplies);
  const demand = indexOf('demands', demands);
  const pairs = new Map<number, number>();
  for (const [row, { from, to, distance }] of matrix.entries()) {
    const [place, source] = [demand.get(from), supplier.get(to)];
    if (place === undefined) refuse(`matrix.${row}.from`, from, 'is no id of demands');
    if (source === undefined) refuse(`matrix.${row}.to`, to, 'is no id of supplies');
    if (place === undefined || source === undefined) continue;
    const key = source * demands.length + place;
    if (pairs.has(key)) refuse(`matrix.${row}`, { from, to }, 'is a pair given twice');
    else if (supplies[source]?.supply !== null) pairs.set(key, distance);
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  const keys = [...pairs.keys()];
  return {
    from: Int32Array.from(keys, (key) => Math.floor(key / demands.length)),
    to: Int32Array.from(keys, (key) => key % demands.length),
    distanceM: Float64Array.from(pairs.values()),
  };
}
