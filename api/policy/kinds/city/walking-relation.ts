import { distanceVerdict } from '../../distance-verdict.ts';
import type { Facts } from '../../facts.ts';

/** Where the 15-minute walk ends: at most `conflictM` conflicts, more than `clearM` does not, between a person decides. */
export interface WalkLimits {
  readonly conflictM: number;
  readonly clearM: number;
  readonly speedKmh: number;
}

/** The way from the site to one institution; distances in metres, the band is the accuracy of both points together. */
export interface Way {
  readonly institutionId: number | null;
  readonly distanceM: number;
  readonly bandM: number;
}

/** How far one institution is on foot. `open` = nobody can say without more data or a look at the place. */
export type WalkingRelation =
  | { readonly relation: 'conflict' | 'none'; readonly walkM: number | null; readonly minutes: number | null }
  | {
      readonly relation: 'open';
      readonly because: OpenBecause;
      readonly walkM: number | null;
      readonly minutes: number | null;
    };
export type OpenBecause =
  | 'no_network'
  | 'site_not_snapped'
  | 'not_snapped'
  | 'no_path'
  | 'contradictory'
  | 'between';

/** A path may be shorter than the geodesic only by the rounding of its edges. */
const PATH_TOLERANCE = 0.01;

/**
 * The straight line is the shortest way there can be: beyond the outer limit it decides alone, with or without a network.
 * Nearer, only a walking distance decides; null or absent in the network means that no path is known, never "far".
 */
export function relateByWalking(way: Way, walk: Facts['walk'], limits: WalkLimits): WalkingRelation {
  const { distanceM, bandM, institutionId } = way;
  if (distanceVerdict(distanceM, limits.clearM, bandM) === 'beyond')
    return { relation: 'none', walkM: null, minutes: null };
  if (!walk) return open('no_network');
  if (!walk.siteSnapped) return open('site_not_snapped');
  const path = walk.reached.find((entry) => entry.institutionId === institutionId);
  if (path && !path.snapped) return open('not_snapped');
  const walkM = path?.walkM ?? null;
  if (walkM === null) return open('no_path');
  const measured = { walkM, minutes: minutesOf(walkM, limits.speedKmh) };
  if (walkM + bandM < distanceM * (1 - PATH_TOLERANCE))
    return { relation: 'open', because: 'contradictory', ...measured };
  if (distanceVerdict(walkM, limits.clearM, bandM) === 'beyond') return { relation: 'none', ...measured };
  if (distanceVerdict(walkM, limits.conflictM, bandM) === 'within')
    return { relation: 'conflict', ...measured };
  return { relation: 'open', because: 'between', ...measured };
}

/** Minutes on foot at this speed. */
function minutesOf(walkM: number, speedKmh: number): number {
  return (walkM * 60) / (speedKmh * 1000);
}

function open(because: OpenBecause): WalkingRelation {
  return { relation: 'open', because, walkM: null, minutes: null };
}
