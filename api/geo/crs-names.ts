import { GeoInputError } from './geo-input-error.ts';

/** What may be given as a coordinate system, for people. */
export const ALLOWED_CRS =
  'CRS84, EPSG:4326, EPSG:4490 (CGCS2000), EPSG:4491 to EPSG:4554 (CGCS2000 Gauss-Krüger), EPSG:3857, ' +
  'EPSG:32643 to EPSG:32653 (WGS 84 / UTM north), GCJ02, BD09';

const NAMES: Readonly<Record<string, string>> = {
  CRS84: 'CRS84',
  WGS84: 'CRS84',
  WGS1984: 'CRS84',
  CGCS2000: 'EPSG:4490',
  GCJ02: 'GCJ02',
  GCJ02LL: 'GCJ02',
  BD09: 'BD09',
  BD09LL: 'BD09',
  WEBMERCATOR: 'EPSG:3857',
};

/**
 * Brings the spellings of a coordinate system to one: `urn:ogc:def:crs:EPSG::4490`,
 * `http://www.opengis.net/def/crs/OGC/1.3/CRS84`, `epsg:4527`, `[EPSG:4490]`, `gcj-02`, `WGS 84` → `EPSG:4490`, `CRS84`, …
 * The result need not be a supported system. Throws GeoInputError when `name` is empty or is no spelling at all.
 */
export function normalizeCrsName(name: string, field: string): string {
  const text = typeof name === 'string' ? name.trim().replace(/^\[(.*)\]$/, '$1') : '';
  if (text === '') {
    throw new GeoInputError(
      field,
      name,
      'the coordinate system is not stated; positions are never guessed',
      ALLOWED_CRS,
    );
  }
  const epsg =
    /^EPSG[:\s]+(\d{4,6})$/i.exec(text) ??
    /^urn:(?:x-)?ogc:def:crs:EPSG:[\w.]*:(\d{4,6})$/i.exec(text) ??
    /^https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[\w.]+\/(\d{4,6})\/?$/i.exec(text) ??
    /^https?:\/\/www\.opengis\.net\/gml\/srs\/epsg\.xml#(\d{4,6})$/i.exec(text);
  if (epsg) return `EPSG:${epsg[1]}`;
  if (
    /^(urn:(x-)?ogc:def:crs:OGC:[\w.]*:CRS84|https?:\/\/www\.opengis\.net\/def\/crs\/OGC\/[\w.]+\/CRS84\/?)$/i.test(
      text,
    )
  ) {
    return 'CRS84';
  }
  const bare = text
    .toUpperCase()
    .replace(/^(OGC|CRS):/, '')
    .replace(/[\s_-]/g, '');
  const known = bare === '84' ? 'CRS84' : NAMES[bare];
  if (known) return known;
  throw unknownCrs(name, field);
}

/** The refusal of a system that is not read here, with the remedy where there is one. */
export function unknownCrs(name: string, field: string): GeoInputError {
  const remedy = localDatum(name) ?? 'it is not one that is read here';
  return new GeoInputError(
    field,
    name,
    `unknown coordinate system ${JSON.stringify(name.slice(0, 200))}: ${remedy}`,
    ALLOWED_CRS,
  );
}

/** Beijing 1954 and Xi'an 1980 need regional parameters that are not public; converting them blindly is off by up to 100 m. */
function localDatum(name: string): string | undefined {
  const code = Number(/^EPSG:(\d+)$/.exec(name)?.[1] ?? Number.NaN);
  const old =
    [4214, 4610, 4555].includes(code) || (code >= 2327 && code <= 2442) || (code >= 21413 && code <= 21483);
  const named = /xian.?1980|西安.?80|beijing.?1954|北京.?54/i.test(name);
  return old || named
    ? 'it rests on an old or local datum whose parameters are not public; convert the file to CGCS2000 with the surveying authority first'
    : undefined;
}
