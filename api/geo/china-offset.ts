import gcoord from 'gcoord';
import { GeoInputError } from './geo-input-error.ts';

/** The package's types describe a module with a `default` member; what Node imports is that member itself. */
const { CRSTypes, transform } = gcoord as unknown as typeof gcoord.default;

/** The encrypted datums of Chinese web maps: GCJ-02 (Amap, Tencent) and BD-09 (Baidu). */
export type OffsetDatum = 'GCJ02' | 'BD09';

/**
 * Where the offset is defined, in degrees: the rectangle of the published algorithm less 0.02°, because across its
 * border the offset jumps to zero and has no inverse.
 */
const DEFINED = { lon: [72.03, 137.81], lat: [0.85, 55.8] } as const;

/** 1e-11° is a micrometre; each step gains about two digits, so twenty are far more than are ever needed. */
const TOLERANCE_DEGREES = 1e-11;
const MAX_STEPS = 20;

/**
 * Converts [lon, lat] of an offset datum to WGS 84.
 * gcoord's own inverse stops at 1e-6° (0.1 m), is a one-step approximation for BD-09 and does not end near the border of
 * its rectangle; so its forward formula is inverted here by bounded fixed-point steps.
 * Throws GeoInputError outside the area where the datum is defined.
 */
export function offsetToWgs84(datum: OffsetDatum, lon: number, lat: number, field: string): [number, number] {
  if (!(lon >= DEFINED.lon[0] && lon <= DEFINED.lon[1] && lat >= DEFINED.lat[0] && lat <= DEFINED.lat[1])) {
    throw new GeoInputError(
      field,
      [lon, lat],
      `${datum} is defined for China only and the position lies outside`,
      `longitude ${DEFINED.lon[0]} to ${DEFINED.lon[1]}, latitude ${DEFINED.lat[0]} to ${DEFINED.lat[1]}`,
    );
  }
  const target = CRSTypes[datum];
  let wgsLon = lon;
  let wgsLat = lat;
  for (let step = 0; step < MAX_STEPS; step++) {
    const [atLon, atLat] = transform<[number, number]>([wgsLon, wgsLat], CRSTypes.WGS84, target);
    const dLon = atLon - lon;
    const dLat = atLat - lat;
    wgsLon -= dLon;
    wgsLat -= dLat;
    if (Math.abs(dLon) < TOLERANCE_DEGREES && Math.abs(dLat) < TOLERANCE_DEGREES) return [wgsLon, wgsLat];
  }
  throw new GeoInputError(field, [lon, lat], `the position could not be converted from ${datum}`);
}
