/** A position in degrees, WGS 84. */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}
