import { distanceVerdict } from '../../policy/distance-verdict.ts';

/**
 * What a walk says about a limit. `uncertain`: so near the limit that the accuracy of the positions decides. `no-path`,
 * `not-snapped`: nothing may be concluded. `contradictory`: shorter than the straight line, so that the network is wrong there.
 * `off-street`: longer than the limit only because both points lie far from every street; they are nearer to each other than
 * their ways to the network together, so that the ground between them may well be walked directly.
 */
export type WalkFinding =
  | 'within'
  | 'uncertain'
  | 'beyond'
  | 'no-path'
  | 'not-snapped'
  | 'contradictory'
  | 'off-street';

/** Searches go no farther than this beyond the limit: for a position less exact, `beyond` is then uncertain. */
export const MAX_BAND_SEARCHED_M = 2_000;

export interface MeasuredWalk {
  /** Infinity = farther than was searched, -1 = no path known, NaN = an end is not snapped. */
  readonly walkM: number;
  readonly straightM: number;
  readonly limitM: number;
  /** Accuracies of both positions together, in metres. */
  readonly bandM: number;
  /** How far beyond the limit was searched, in metres. */
  readonly bandSearchedM: number;
}

/** Compares like `distance_verdict`: whole millimetres, the limit itself is within, the band applies to the walk. */
export function judgeWalk({ walkM, straightM, limitM, bandM, bandSearchedM }: MeasuredWalk): WalkFinding {
  if (Number.isNaN(walkM)) return 'not-snapped';
  if (walkM === -1) return 'no-path';
  if (walkM === Number.POSITIVE_INFINITY) return bandM > bandSearchedM ? 'uncertain' : 'beyond';
  if (walkM + toleranceM(straightM) < straightM) return 'contradictory';
  return distanceVerdict(walkM, limitM, bandM);
}

/** Whether two points stand nearer to each other than to the streets, ways of both together: a long walk then proves nothing. */
export function isOffStreet(straightM: number, aSnapM: number | null, bSnapM: number | null): boolean {
  return aSnapM !== null && bSnapM !== null && straightM <= aSnapM + bSnapM;
}

/** Vertices lie on a grid of a centimetre and snap legs are measured on a plane: less than this is no contradiction. */
function toleranceM(straightM: number): number {
  return 0.1 + straightM * 1e-4;
}
