import { distanceVerdict } from '../../distance-verdict.ts';
import type { Facts } from '../../facts.ts';
import type { WalkTo } from '../../facts-of-walks.ts';

/** Where the 15-minute walk ends: at most `conflictM` conflicts, more than `clearM` does not, between a person decides. */
export interface WalkLimits {
  readonly conflictM: number;
  readonly clearM: number;
  readonly speedKmh: number;
  /** Farther from the network than this many metres nothing is concluded. */
  readonly maxSnapM?: number;
}

/** The way from the site to one institution; distances in metres, the band is the accuracy of both points together. */
export interface Way {
  readonly institutionId: number | null;
  readonly distanceM: number;
  readonly bandM: number;
}

/** How far one institution is on foot. `open` = nobody can say without more data or a look at the place. */
export type WalkingRelation = Measured &
  ({ readonly relation: 'conflict' | 'none' } | { readonly relation: 'open'; readonly because: OpenBecause });
interface Measured {
  readonly walkM: number | null;
  readonly minutes: number | null;
  /** A path is known, longer than this; only where `walkM` is null. */
  readonly beyondM?: number;
}
export type OpenBecause =
  | 'no_network'
  | 'site_not_snapped'
  | 'not_snapped'
  | 'no_path'
  | 'contradictory'
  | 'off_street'
  | 'between';

/** A path may be shorter than the geodesic only by the rounding of its edges. */
const PATH_TOLERANCE = 0.01;
/** Walks are told to the millimetre: one longer than a limit is longer by this at least. */
const MILLIMETRE = 0.001;

/**
 * The straight line is the shortest way there can be: beyond the outer limit it decides alone, with or without a network.
 * Nearer, only a walking distance decides; null or absent in the network means that no path is known, never "far".
 */
export function relateByWalking(way: Way, walk: Facts['walk'], limits: WalkLimits): WalkingRelation {
  const path = walk?.reached.find((entry) => entry.institutionId === way.institutionId);
  return relateByPath(way, walk && path, walk, limits);
}

/** The same where the walk is given by itself: null = no network, undefined = none is known. */
export function relateByPath(
  { distanceM, bandM }: Omit<Way, 'institutionId'>,
  path: WalkTo | null | undefined,
  site: Pick<NonNullable<Facts['walk']>, 'siteSnapped' | 'siteSnapM'> | null,
  limits: WalkLimits,
): WalkingRelation {
  if (distanceVerdict(distanceM, limits.clearM, bandM) === 'beyond')
    return { relation: 'none', walkM: null, minutes: null };
  if (!site || path === null) return open('no_network');
  if (!site.siteSnapped || isTooFar(site.siteSnapM, limits)) return open('site_not_snapped');
  if (path && (!path.snapped || isTooFar(path.snapM, limits))) return open('not_snapped');
  const walkM = path?.walkM ?? null;
  const isOffStreet = distanceM <= (site.siteSnapM ?? 0) + (path?.snapM ?? 0);
  if (walkM === null) {
    const relation = beyond(path?.beyondM, bandM, limits);
    return isOffStreet && relation.relation === 'none' ? offStreet(relation) : relation;
  }
  const measured = { walkM, minutes: minutesOf(walkM, limits.speedKmh) };
  if (walkM + bandM < distanceM * (1 - PATH_TOLERANCE))
    return { relation: 'open', because: 'contradictory', ...measured };
  if (distanceVerdict(walkM, limits.clearM, bandM) === 'beyond')
    return isOffStreet ? offStreet(measured) : { relation: 'none', ...measured };
  if (distanceVerdict(walkM, limits.conflictM, bandM) === 'within')
    return { relation: 'conflict', ...measured };
  return { relation: 'open', because: 'between', ...measured };
}

/**
 * Both points lie far from every street, and nearer to each other than their ways to the network together: the way round by the
 * network is long, and the ground between them may well be walked directly.
 */
function offStreet({ walkM, minutes, beyondM }: Measured): WalkingRelation {
  const measured = { walkM, minutes, ...(beyondM === undefined ? {} : { beyondM }) };
  return { relation: 'open', because: 'off_street', ...measured };
}

/** A path longer than was searched: beyond the limit if the shortest it can be is. */
function beyond(beyondM: number | undefined, bandM: number, { clearM }: WalkLimits): WalkingRelation {
  if (beyondM === undefined) return open('no_path');
  const isNone = distanceVerdict(beyondM + MILLIMETRE, clearM, bandM) === 'beyond';
  const measured = { walkM: null, minutes: null, beyondM };
  return isNone ? { relation: 'none', ...measured } : { relation: 'open', because: 'between', ...measured };
}

function isTooFar(snapM: number | undefined, { maxSnapM }: WalkLimits): boolean {
  return (
    snapM !== undefined && maxSnapM !== undefined && Math.round(snapM * 1000) > Math.round(maxSnapM * 1000)
  );
}

/** Minutes on foot at this speed. */
function minutesOf(walkM: number, speedKmh: number): number {
  return (walkM * 60) / (speedKmh * 1000);
}

function open(because: OpenBecause): WalkingRelation {
  return { relation: 'open', because, walkM: null, minutes: null };
}
