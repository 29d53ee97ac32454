import { setImmediate } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import { chordM, earthCentred, longestGeodesicM } from '../../geo/earth-centred.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { straightMatrix } from './straight-matrix.ts';

/** A point and how far it may be to count, in metres (the limit and the accuracy of its position together). */
export type Reaching = LonLat & { readonly reachM: number };

/** Covers the rounding of a distance to the millimetre. */
const MARGIN_M = 0.001;
/** Origins between two looks at the signal; others are let through there. */
const CHUNK = 1_000;
/** Pairs that the chord leaves open (a few millimetres around the reach), measured by one statement. */
const OPEN_PAIRS = 200;

/**
 * For each origin 1 when a destination lies within its reach in a straight line (the reach itself included), else 0. The chord
 * decides nearly all: it is never longer than the straight line, and longer than it by a bounded amount; what is left is
 * measured by the SQL function `distance_m`. `signal` ends the work.
 */
export async function anyWithinReach(
  db: Database,
  origins: readonly LonLat[],
  destinations: readonly Reaching[],
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Uint8Array> {
  const found = new Uint8Array(origins.length);
  if (destinations.length === 0) return found;
  const start = earthCentred(origins);
  // Destinations sorted by the axis of the earth: those within reach of an origin lie within it along that axis.
  const sorted = sortedByAxis(destinations);
  const end = earthCentred(sorted);
  const greatest = sorted.reduce((most, { reachM }) => Math.max(most, reachM), 0) + MARGIN_M;
  const open: { origin: number; destination: number }[] = [];
  for (let origin = 0; origin < origins.length; origin++) {
    if (origin % CHUNK === 0) {
      signal?.throwIfAborted();
      await setImmediate();
    }
    const z = start.z[origin] as number;
    let undecided: number[] = [];
    for (let place = firstAtLeast(end.z, z - greatest); place < sorted.length; place++) {
      if ((end.z[place] as number) > z + greatest) break;
      const chord = chordM(start, origin, end, place);
      const { reachM } = sorted[place] as Reaching;
      if (chord > reachM + MARGIN_M) continue;
      if (longestGeodesicM(chord) > reachM - MARGIN_M) {
        undecided.push(place);
        continue;
      }
      found[origin] = 1;
      undecided = [];
      break;
    }
    open.push(...undecided.map((destination) => ({ origin, destination })));
  }
  for (let first = 0; first < open.length; first += OPEN_PAIRS) {
    signal?.throwIfAborted();
    const pairs = open.slice(first, first + OPEN_PAIRS);
    const { from, to, distanceM } = await straightMatrix(
      db,
      pairs.map((pair) => origins[pair.origin] as LonLat),
      pairs.map((pair) => sorted[pair.destination] as LonLat),
      greatest,
      signal ? { signal } : {},
    );
    for (const [index, distance] of distanceM.entries()) {
      const pair = pairs[from[index] as number];
      const destination = sorted[pairs[to[index] as number]?.destination ?? -1];
      if (pair && destination && toMillimetres(distance) <= toMillimetres(destination.reachM))
        found[pair.origin] = 1;
    }
  }
  return found;
}

function sortedByAxis(destinations: readonly Reaching[]): Reaching[] {
  const { z } = earthCentred(destinations);
  return [...destinations.keys()]
    .sort((a, b) => (z[a] as number) - (z[b] as number))
    .map((index) => destinations[index] as Reaching);
}

function toMillimetres(metres: number): number {
  return Math.round(metres * 1000);
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
