import type { LonLat } from './lon-lat.ts';

/** Positions as columns of one length, degrees, WGS 84: what crosses to a thread without a copy of each point. */
export interface LonLatColumns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

export function lonLatColumns(points: readonly LonLat[]): LonLatColumns {
  return {
    lon: Float64Array.from(points, ({ lon }) => lon),
    lat: Float64Array.from(points, ({ lat }) => lat),
  };
}
