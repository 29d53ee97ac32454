import { GAUSS_KRUGER_ZONES } from './gauss-kruger.ts';

/**
 * Finds the coordinate system of a .prj file (WKT 1) by its datum and parameters, not by its name, which people edit:
 * CGCS2000 and WGS 84 geographic, CGCS2000 Gauss-Krüger, WGS 84 UTM north and Web Mercator.
 * Returns its id (`EPSG:4527`); for others the name in the file, which parseCrs then refuses by name; undefined when the
 * text is no WKT.
 */
export function crsOfWkt(wkt: string): string | undefined {
  const root = /^\s*(PROJCS|GEOGCS)\s*\[\s*"([^"]*)"/i.exec(wkt);
  if (!root) return undefined;
  const name = root[2]!.trim();
  const datum = datumOf(wkt);
  if (root[1]!.toUpperCase() === 'GEOGCS') {
    const plain = isDegrees(wkt) && isGreenwich(wkt);
    return plain && datum !== undefined ? { cgcs2000: 'EPSG:4490', wgs84: 'CRS84' }[datum] : name;
  }
  return (isMetres(wkt) && isGreenwich(wkt) && projected(wkt, datum)) || name;
}

type Datum = 'cgcs2000' | 'wgs84';

function datumOf(wkt: string): Datum | undefined {
  const name = /DATUM\s*\[\s*"([^"]*)"/i.exec(wkt)?.[1]?.toLowerCase().replace(/[\s_]/g, '') ?? '';
  if (
    /^d?(china2000|chinageodeticcoordinatesystem2000|cgcs2000|chinesegeodetic(datum)?2000|nationalgeodeticcoordinatesystem2000)$/.test(
      name,
    )
  )
    return 'cgcs2000';
  return /^d?wgs(19)?84$/.test(name) ? 'wgs84' : undefined;
}

function projected(wkt: string, datum: Datum | undefined): string | undefined {
  const method = /PROJECTION\s*\[\s*"([^"]*)"/i.exec(wkt)?.[1]?.toLowerCase() ?? '';
  const easting = parameter(wkt, 'false_easting');
  const meridian = parameter(wkt, 'central_meridian') ?? parameter(wkt, 'longitude_of_origin');
  const scale = parameter(wkt, 'scale_factor') ?? 1;
  const atOrigin =
    (parameter(wkt, 'false_northing') ?? 0) === 0 && (parameter(wkt, 'latitude_of_origin') ?? 0) === 0;
  const transverse =
    (method === 'gauss_kruger' || method === 'transverse_mercator') && atOrigin && meridian !== undefined;
  if (transverse && datum === 'cgcs2000' && scale === 1) {
    // A 3° and a 6° zone with one central meridian and no zone number are the same projection: either name will do.
    const zone = GAUSS_KRUGER_ZONES.find(
      (candidate) => candidate.falseEastingM === easting && candidate.centralMeridian === meridian,
    );
    return zone && `EPSG:${zone.epsg}`;
  }
  if (transverse && datum === 'wgs84' && scale === 0.9996 && easting === 500_000) {
    const utm = (meridian + 183) / 6;
    return Number.isInteger(utm) ? `EPSG:${32_600 + utm}` : undefined;
  }
  const webMercator = [
    'mercator_auxiliary_sphere',
    'popular_visualisation_pseudo_mercator',
    'mercator_1sp',
  ].includes(method);
  const sphere = /pseudo.?mercator|web_mercator|auxiliary_sphere/i.test(wkt);
  return webMercator && sphere && datum === 'wgs84' && (easting ?? 0) === 0 && (meridian ?? 0) === 0
    ? 'EPSG:3857'
    : undefined;
}

function parameter(wkt: string, name: string): number | undefined {
  const found = new RegExp(`PARAMETER\\s*\\[\\s*"${name}"\\s*,\\s*([-+.\\deE]+)`, 'i').exec(wkt);
  return found ? Number(found[1]) : undefined;
}

const isGreenwich = (wkt: string) =>
  !/PRIMEM/i.test(wkt) || /PRIMEM\s*\[[^\]]*,\s*0(\.0*)?\s*[,\]]/i.test(wkt);
const isDegrees = (wkt: string) => /UNIT\s*\[\s*"degree"/i.test(wkt);
const isMetres = (wkt: string) => /UNIT\s*\[\s*"met(re|er)"\s*,\s*1(\.0*)?\s*[,\]]/i.test(wkt);
