import type { Feature, Geometry, Position } from 'geojson';
import { feature } from '../analysis.ts';
import type { Pair } from './queries.ts';

/** What a walk adds to a pair: its own verdict, properties, and a line along the streets where one is drawn. */
export interface PairWalk {
  readonly verdict: string;
  readonly line?: Position[];
  readonly [property: string]: unknown;
}

/** A pair as a line between its two institutions (longitude, latitude); `a` is the end with the smaller id. */
export function pairFeature(pair: Pair, walk?: PairWalk): Feature<Geometry | null> {
  const { driver_id: _driver, other_id: _other, a_lon, a_lat, b_lon, b_lat, verdict, ...rest } = pair;
  const { line, ...onFoot } = walk ?? { verdict: verdict === 'within' ? 'conflict' : 'uncertain' };
  const geometry: Geometry = line
    ? { type: 'LineString', coordinates: line }
    : lineBetween([a_lon, a_lat], [b_lon, b_lat]);
  return feature(geometry, { ...rest, ...onFoot }, `${pair.a_id}-${pair.b_id}`);
}

/** The short line between two positions; one across the antimeridian is cut there, as RFC 7946 asks. */
export function lineBetween(a: readonly [number, number], b: readonly [number, number]): Geometry {
  const from: Position = [...a];
  const to: Position = [...b];
  if (Math.abs(a[0] - b[0]) <= 180) return { type: 'LineString', coordinates: [from, to] };
  const edge = a[0] > 0 ? 180 : -180;
  const toEdge = Math.abs(edge - a[0]);
  const fromEdge = Math.abs(-edge - b[0]);
  const share = toEdge + fromEdge === 0 ? 0 : toEdge / (toEdge + fromEdge);
  const latitude = a[1] + (b[1] - a[1]) * share;
  return {
    type: 'MultiLineString',
    coordinates: [
      [from, [edge, latitude]],
      [[-edge, latitude], to],
    ],
  };
}
