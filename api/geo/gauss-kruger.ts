import { DEGREES_HINT, looksLikeDegrees, type ProjectedSystem } from './projected.ts';

/** One of the 64 CGCS2000 Gauss-Krüger systems (GB 22021, EPSG:4491 to 4554). */
export interface GaussKrugerZone {
  readonly epsg: number;
  readonly widthDegrees: 3 | 6;
  readonly zone: number;
  readonly centralMeridian: number;
  /** True when the zone number stands before the easting (39 500 000 m), false when the central meridian names the zone. */
  readonly prefixed: boolean;
  readonly falseEastingM: number;
}

/**
 * The EPSG register numbers them by rule: 6° zones 13–23 from 4491 (with zone prefix) and 4502 (by central meridian),
 * 3° zones 25–45 from 4513 and 4534. Central meridian = 6·zone − 3 or 3·zone; scale 1 on it; false northing 0.
 */
const SERIES = [
  { first: 4491, widthDegrees: 6, zones: [13, 23], prefixed: true },
  { first: 4502, widthDegrees: 6, zones: [13, 23], prefixed: false },
  { first: 4513, widthDegrees: 3, zones: [25, 45], prefixed: true },
  { first: 4534, widthDegrees: 3, zones: [25, 45], prefixed: false },
] as const;

export const GAUSS_KRUGER_ZONES: readonly GaussKrugerZone[] = SERIES.flatMap((series) => {
  const [from, to] = series.zones;
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const zone = from + index;
    return {
      epsg: series.first + index,
      widthDegrees: series.widthDegrees,
      zone,
      centralMeridian: series.widthDegrees === 6 ? 6 * zone - 3 : 3 * zone,
      prefixed: series.prefixed,
      falseEastingM: (series.prefixed ? zone * 1_000_000 : 0) + 500_000,
    };
  });
});

/** Farthest from the central meridian that data is kept: more than a 6° zone's half (334 km), as cities straddle zones. */
const HALF_WIDTH_M = 400_000;
/** Latitudes 2° to 56° N: China with its seas. */
const NORTHING_M = [200_000, 6_200_000] as const;

/** Makes the plane system of a zone; x is the easting and y the northing, as GIS files hold them. */
export function gaussKrugerSystem(zone: GaussKrugerZone): ProjectedSystem {
  const x = [zone.falseEastingM - HALF_WIDTH_M, zone.falseEastingM + HALF_WIDTH_M] as const;
  return {
    id: `EPSG:${zone.epsg}`,
    definition: `+proj=tmerc +lat_0=0 +lon_0=${zone.centralMeridian} +k=1 +x_0=${zone.falseEastingM} +y_0=0 +ellps=GRS80 +units=m +no_defs`,
    range: { x, y: NORTHING_M },
    explain: (easting, northing) => explain(zone, easting, northing, x),
  };
}

function explain(
  zone: GaussKrugerZone,
  x: number,
  y: number,
  range: readonly [number, number],
): string | undefined {
  if (looksLikeDegrees(x, y)) return DEGREES_HINT;
  if (x >= range[0] && x <= range[1]) return undefined;
  if (y >= range[0] && y <= range[1])
    return 'easting and northing look exchanged (survey sheets write X for north)';
  const other = findSibling(zone);
  if (zone.prefixed && x >= 100_000 && x <= 900_000) {
    return `the easting lacks the zone number ${zone.zone}; coordinates without it are EPSG:${other.epsg}`;
  }
  const prefix = Math.floor(x / 1_000_000);
  if (!zone.prefixed && prefix === zone.zone) {
    return `the easting carries the zone number ${prefix}; coordinates with it are EPSG:${other.epsg}`;
  }
  return prefix >= 13 && prefix <= 45
    ? `the easting carries the zone number ${prefix}, not ${zone.zone}`
    : undefined;
}

/** The same zone written the other way (with or without the zone number). */
function findSibling(zone: GaussKrugerZone): GaussKrugerZone {
  return GAUSS_KRUGER_ZONES.find(
    (other) =>
      other.widthDegrees === zone.widthDegrees &&
      other.zone === zone.zone &&
      other.prefixed !== zone.prefixed,
  )!;
}
