import type { SitingProblem } from './siting-problem.ts';

/** Weights outside cannot be told from rounding next to the others. */
export const LEAST_WEIGHT = 1e-6;
const MOST_WEIGHT = 1e12;

/** Throws RangeError that names the field when a problem is not well formed: lengths, indexes, blanks, negative values. */
export function checkProblem(problem: SitingProblem): void {
  const { candidates, clients, reach, weights, existingCover, existingM, model, p, backupShare } = problem;
  whole('candidates', candidates);
  whole('clients', clients);
  length('weights', weights, clients);
  for (const weight of weights)
    need(
      weight === 0 || (weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT),
      `weights: a weight is blank, or neither 0 nor between ${LEAST_WEIGHT} and ${MOST_WEIGHT}`,
    );
  if (existingCover) length('existingCover', existingCover, clients);
  need(p !== undefined || model === 'lscp', 'p: missing');
  if (p !== undefined) whole('p', p);
  if (backupShare !== undefined)
    need(backupShare >= 0 && backupShare <= 1, 'backupShare: not between 0 and 1');
  length('reach.to', reach.to, reach.from.length);
  length('reach.distanceM', reach.distanceM, reach.from.length);
  indexes('reach.from', reach.from, candidates);
  indexes('reach.to', reach.to, clients);
  const { beyondM = 0 } = problem;
  for (const distance of reach.distanceM) {
    need(distance >= 0 && distance < Infinity, 'reach.distanceM: a distance is blank, negative or infinite');
    need(
      model !== 'p-median' || distance <= beyondM,
      'beyondM: less than a distance of the matrix, or missing',
    );
  }
  if (existingM) {
    length('existingM', existingM, clients);
    for (const distance of existingM) need(distance >= 0, 'existingM: a distance is blank or negative');
  }
  checkConstraints(problem);
}

function checkConstraints({ candidates, required, forbidden, apart, groups, effort }: SitingProblem): void {
  if (required) indexes('required', required, candidates);
  if (forbidden) indexes('forbidden', forbidden, candidates);
  if (apart) {
    length('apart.b', apart.b, apart.a.length);
    indexes('apart.a', apart.a, candidates);
    indexes('apart.b', apart.b, candidates);
  }
  if (groups) {
    length('groups.of', groups.of, candidates);
    for (const group of groups.of)
      need(group >= -1 && group < groups.most.length, 'groups.of: no such group');
    for (const most of groups.most) whole('groups.most', most);
  }
  whole('effort.maxEntries', effort.maxEntries);
  need(effort.timeLimitS > 0, 'effort.timeLimitS: not positive');
}

function need(holds: boolean, message: string): void {
  if (!holds) throw new RangeError(message);
}

function whole(field: string, value: number): void {
  need(Number.isInteger(value) && value >= 0, `${field}: not a whole number from 0`);
}

function length(field: string, array: ArrayLike<number>, expected: number): void {
  need(array.length === expected, `${field}: ${array.length} entries, expected ${expected}`);
}

function indexes(field: string, array: Int32Array, below: number): void {
  for (const index of array)
    need(index >= 0 && index < below, `${field}: the index ${index} is not below ${below}`);
}
