import { LEAST_WEIGHT } from '../../siting/check-problem.ts';
import type { SitingModel, SitingProblem } from '../../siting/siting-problem.ts';
import type { Metric } from '../metric-input.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { AreaCaps } from './area-caps.ts';
import type { CandidateReach } from './candidate-reach.ts';
import { type ExistingCover, isInDoubt } from './existing-cover.ts';
import type { Separation } from './separation.ts';
import type { SuggestionInput } from './suggestion-input.ts';

/** A question as the pure model takes it, and the cells that are set aside for review. */
export interface BuiltProblem {
  readonly problem: SitingProblem;
  /** Per cell: 1 = what covers it cannot be told; it has no weight in the model. */
  readonly setAside: Uint8Array;
}

/** `cells` are the clients, candidates those of `reach`. */
export function buildProblem(
  given: SuggestionInput,
  metric: Metric,
  found: {
    readonly cells: readonly DemandCell[];
    readonly candidates: number;
    readonly existing: ExistingCover;
    readonly reach: CandidateReach;
    readonly separation: Separation;
    readonly caps: AreaCaps;
  },
): BuiltProblem {
  const { cells, existing, reach, separation, caps } = found;
  const reached = new Uint8Array(cells.length);
  for (const cell of reach.matrix.to) reached[cell] = 1;
  // A cell that only ways not known lead to is not uncoverable: nobody can tell.
  const cannotBeTold = (cell: number) =>
    isInDoubt(existing, cell, given.model) ||
    (existing.surely[cell] === 0 && !reached[cell] && reach.unknownCells[cell] === 1);
  const setAside = Uint8Array.from(cells, (_, cell) => (cannotBeTold(cell) ? 1 : 0));
  const problem: SitingProblem = {
    model: modelOf(given),
    candidates: found.candidates,
    clients: cells.length,
    reach: reach.matrix,
    weights: Float64Array.from(cells, ({ population }, cell) =>
      setAside[cell] || population < LEAST_WEIGHT ? 0 : population,
    ),
    existingCover: existing.surely,
    existingM: existing.nearestM,
    beyondM: metric.limitM,
    p: given.p,
    backupShare: given.backupShare,
    forbidden: Int32Array.from(new Set([...separation.forbidden, ...caps.unplaced])),
    apart: separation.apart,
    groups: caps.groups,
    effort: { maxEntries: given.maxExact, timeLimitS: given.timeLimitS },
  };
  return { problem, setAside };
}

function modelOf({ model, coverAll }: SuggestionInput): SitingModel {
  if (model !== 'backup') return model;
  return coverAll ? 'bacop1' : 'bacop2';
}
