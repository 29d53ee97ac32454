import type { Program } from './program.ts';
import type { SitingAnswer, SitingControl, SitingEffort } from './siting-problem.ts';
import { solveProgram } from './solve-program.ts';

/** A linear relaxation may be so many times the size limit of the exact solver. */
const RELAXATION_FACTOR = 3;
/** Relative difference below which a worth and its bound are the same. */
const SAME = 1e-9;

export interface Proof {
  readonly status: 'solved' | 'infeasible' | 'not-found' | 'time-limit';
  /** A choice better than the start; null = the start stays. */
  readonly chosen: Int32Array | null;
  /** No choice is worth more. */
  readonly bound: number | null;
  readonly boundFrom: SitingAnswer['boundFrom'];
}

export interface ProofRequest {
  build(): { readonly program: Program; startOf(chosen: Iterable<number>): Float64Array };
  /** Columns 0 … sites − 1 of the program are the sites. */
  readonly sites: number;
  /** The best choice known; its `chosen` is null when it holds sites that the program leaves out. */
  readonly start: { readonly chosen: Int32Array | null; readonly worth: number } | null;
  /** A bound on the worth that is known already. */
  readonly lagrangian: number;
  /** null = the choice leaves a client uncovered that must be covered. */
  worthOf(chosen: Int32Array): number | null;
  /** Worth is a whole number. */
  readonly wholeNumbers: boolean;
  readonly effort: SitingEffort;
  readonly control: SitingControl;
}

/** Proves a start optimal, finds a better choice, or bounds how much better one could be: as far as the effort allows. */
export async function proveProgram(request: ProofRequest): Promise<Proof> {
  const { start, effort, control, sites } = request;
  const lagrangian = tighten(request.lagrangian, request);
  const known = start?.worth ?? -Infinity;
  const byLagrangian = { chosen: null, bound: lagrangian, boundFrom: 'lagrangian' as const };
  if (start && lagrangian <= known + SAME * Math.abs(known)) return { ...byLagrangian, status: 'solved' };
  // No site is left that could be part of something better.
  if (start && sites === 0) return { chosen: null, bound: known, boundFrom: 'lagrangian', status: 'solved' };
  const unsolved: Proof = { ...byLagrangian, status: start ? 'solved' : 'not-found' };
  if (effort.maxEntries === 0) return unsolved;
  const { program, startOf } = request.build();
  if (program.entries > RELAXATION_FACTOR * effort.maxEntries) return unsolved;
  const relaxed = program.entries > effort.maxEntries;
  const begin = start?.chosen ? { start: startOf(start.chosen) } : {};
  const result = await solveProgram(program, { timeLimitS: effort.timeLimitS, relaxed, control, ...begin });
  if (result.status === 'failed') return unsolved;
  if (result.status === 'infeasible') {
    // Without a start nothing keeps the constraints; with one, only sites were left that are not part of anything better.
    if (!start) return { chosen: null, bound: null, boundFrom: 'branch-and-bound', status: 'infeasible' };
    return { chosen: null, bound: known, boundFrom: 'branch-and-bound', status: 'solved' };
  }
  const proven = result.bound === null ? Infinity : tighten(Math.max(result.bound, known), request);
  const bound = Math.min(lagrangian, proven);
  const boundFrom =
    proven <= lagrangian ? (relaxed ? 'linear-relaxation' : 'branch-and-bound') : 'lagrangian';
  if (relaxed) return { chosen: null, bound, boundFrom, status: start ? 'solved' : 'not-found' };
  const chosen = result.values && Int32Array.from(chosenColumns(result.values, sites));
  const worth = chosen && request.worthOf(chosen);
  const isBetter = worth !== null && worth > known + SAME * Math.abs(known === -Infinity ? 0 : known);
  return {
    chosen: isBetter ? chosen : null,
    bound: isBetter ? Math.max(bound, worth) : bound,
    boundFrom,
    status: result.status === 'time-limit' ? 'time-limit' : start || isBetter ? 'solved' : 'not-found',
  };
}

/** A bound on whole numbers can be rounded down. */
function tighten(bound: number, { wholeNumbers }: ProofRequest): number {
  return wholeNumbers && Number.isFinite(bound) ? Math.floor(bound + 1e-6) : bound;
}

function* chosenColumns(values: Float64Array, sites: number): Generator<number> {
  for (let site = 0; site < sites; site += 1) if (values[site]! > 0.5) yield site;
}
