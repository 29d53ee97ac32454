import proj4 from 'proj4';
import { GeoInputError } from './geo-input-error.ts';

/** Metres: easting on x, northing on y, both inclusive. */
interface ProjectedRange {
  readonly x: readonly [min: number, max: number];
  readonly y: readonly [min: number, max: number];
}

/** A plane coordinate system in metres, given by its PROJ definition and the part of the plane where it is used. */
export interface ProjectedSystem {
  readonly id: string;
  readonly definition: string;
  readonly range: ProjectedRange;
  /** What a position outside `range` probably is, when that can be told. */
  readonly explain: (x: number, y: number) => string | undefined;
}

/**
 * Returns the inverse of a projection: (easting, northing) in metres → [longitude, latitude] in degrees.
 * Throws GeoInputError for a position outside the range in which the system is used.
 */
export function inverseOf(
  system: ProjectedSystem,
): (x: number, y: number, field: string) => [number, number] {
  const converter = proj4(system.definition);
  const { x: xs, y: ys } = system.range;
  return (x, y, field) => {
    const outside = x < xs[0] || x > xs[1] || y < ys[0] || y > ys[1];
    const hint = system.explain(x, y);
    if (outside || hint !== undefined) {
      throw new GeoInputError(
        field,
        [x, y],
        `the position lies outside the area of ${system.id}${hint ? `: ${hint}` : ''}`,
        `easting ${xs[0]} to ${xs[1]} m, northing ${ys[0]} to ${ys[1]} m`,
      );
    }
    const [lon, lat] = converter.inverse([x, y]) as [number, number];
    return [lon, lat];
  };
}

/** True when a pair can only be degrees: nobody's metres are that small. */
export function looksLikeDegrees(x: number, y: number): boolean {
  return Math.abs(x) <= 180 && Math.abs(y) <= 180;
}
export const DEGREES_HINT = 'the pair looks like degrees of longitude and latitude, not metres';
