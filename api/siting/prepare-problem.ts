import type { ChoiceRules } from './choice-rules.ts';
import type { SitingProblem } from './siting-problem.ts';
import { type Sparse, sparseOf, sparseOfMatrix, transpose } from './sparse.ts';

/** A problem whose required candidates are taken as open, with the candidates that may still be chosen as its sites. */
export interface Prepared {
  readonly required: Int32Array;
  /** Candidate of each site, ascending. */
  readonly candidateOf: Int32Array;
  readonly rules: ChoiceRules;
  /** Sites × clients, metres. */
  readonly bySite: Sparse;
  readonly byClient: Sparse;
  /** Per client: open sites that reach it, existing and required (at most 2 are counted). */
  readonly have: Uint8Array;
  /** Per client: metres to the nearest open site, existing or required; Infinity = none. */
  readonly openM: Float64Array;
}

/** null when the required candidates break a constraint, so that no choice is possible. */
export function prepareProblem(problem: SitingProblem): Prepared | null {
  const { candidates, clients, p = candidates } = problem;
  const apart = problem.apart ?? { a: new Int32Array(), b: new Int32Array() };
  const groupOf = problem.groups?.of ?? new Int32Array(candidates).fill(-1);
  const required = [...new Set(problem.required ?? [])].sort((a, b) => a - b);
  const isRequired = marks(candidates, required);
  const isClosed = marks(candidates, problem.forbidden ?? []);
  if (required.length > p || required.some((candidate) => isClosed[candidate])) return null;
  const groupRoom = Int32Array.from(problem.groups?.most ?? []);
  for (const candidate of required) {
    const group = groupOf[candidate]!;
    if (group < 0) continue;
    groupRoom[group] = groupRoom[group]! - 1;
    if (groupRoom[group]! < 0) return null;
  }
  for (let pair = 0; pair < apart.a.length; pair += 1) {
    const [a, b] = [apart.a[pair]!, apart.b[pair]!];
    if (a === b) continue;
    if (isRequired[a] && isRequired[b]) return null;
    if (isRequired[a]) isClosed[b] = 1;
    if (isRequired[b]) isClosed[a] = 1;
  }
  const siteOf = new Int32Array(candidates).fill(-1);
  const candidateOf: number[] = [];
  const mayOpen = p > required.length;
  for (let candidate = 0; candidate < candidates; candidate += 1) {
    const group = groupOf[candidate]!;
    if (!mayOpen || isRequired[candidate] || isClosed[candidate] || (group >= 0 && groupRoom[group]! < 1))
      continue;
    siteOf[candidate] = candidateOf.push(candidate) - 1;
  }
  const reach = sparseOfMatrix(problem.reach, candidates, clients);
  const have = Uint8Array.from({ length: clients }, (_, client) =>
    Math.min(2, problem.existingCover?.[client] ?? 0),
  );
  const openM = Float64Array.from(
    { length: clients },
    (_, client) => problem.existingM?.[client] ?? Infinity,
  );
  for (const candidate of required)
    for (let at = reach.starts[candidate]!; at < reach.starts[candidate + 1]!; at += 1) {
      const client = reach.indices[at]!;
      have[client] = Math.min(2, have[client]! + 1);
      openM[client] = Math.min(openM[client]!, reach.values[at]!);
    }
  const bySite = rowsOf(reach, candidateOf);
  return {
    required: Int32Array.from(required),
    candidateOf: Int32Array.from(candidateOf),
    rules: {
      sites: candidateOf.length,
      conflicts: conflictsOf(apart, siteOf, candidateOf.length),
      groupOf: Int32Array.from(candidateOf, (candidate) => groupOf[candidate]!),
      groupRoom,
      most: Math.min(p - required.length, candidateOf.length),
    },
    bySite,
    byClient: transpose(bySite),
    have,
    openM,
  };
}

function marks(count: number, marked: Iterable<number>): Uint8Array {
  const array = new Uint8Array(count);
  for (const index of marked) array[index] = 1;
  return array;
}

function rowsOf(matrix: Sparse, rows: readonly number[]): Sparse {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, index) => {
    starts[index + 1] = starts[index]! + matrix.starts[row + 1]! - matrix.starts[row]!;
  });
  const indices = new Int32Array(starts[rows.length]!);
  const values = new Float64Array(starts[rows.length]!);
  rows.forEach((row, index) => {
    indices.set(matrix.indices.subarray(matrix.starts[row], matrix.starts[row + 1]), starts[index]);
    values.set(matrix.values.subarray(matrix.starts[row], matrix.starts[row + 1]), starts[index]);
  });
  return { rows: rows.length, columns: matrix.columns, starts, indices, values };
}

function conflictsOf(apart: { a: Int32Array; b: Int32Array }, siteOf: Int32Array, sites: number): Sparse {
  const row: number[] = [];
  const column: number[] = [];
  for (let pair = 0; pair < apart.a.length; pair += 1) {
    const a = siteOf[apart.a[pair]!]!;
    const b = siteOf[apart.b[pair]!]!;
    if (a < 0 || b < 0 || a === b) continue;
    row.push(a, b);
    column.push(b, a);
  }
  return sparseOf(sites, sites, row, column, null);
}
