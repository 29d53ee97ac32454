import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../../api/geo/crs.ts';
import { crsOfWkt } from '../../../api/geo/wkt-crs.ts';

const CGCS2000 =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const XIAN80 =
  'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

function projection(
  name: string,
  base: string,
  easting: number,
  meridian: number,
  options: { scale?: number; method?: string; unit?: string; northing?: number } = {},
): string {
  const { scale = 1, method = 'Gauss_Kruger', unit = 'UNIT["Meter",1.0]', northing = 0 } = options;
  return `PROJCS["${name}",${base},PROJECTION["${method}"],PARAMETER["False_Easting",${easting}.0],PARAMETER["False_Northing",${northing}.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],${unit}]`;
}

describe('.prj files', () => {
  it.each([
    ['geographic CGCS2000', CGCS2000, 'EPSG:4490'],
    ['geographic WGS 84', WGS84, 'CRS84'],
    [
      '3° zone with number',
      projection('CGCS2000_3_Degree_GK_Zone_40', CGCS2000, 40_500_000, 120),
      'EPSG:4528',
    ],
    ['3° zone by meridian', projection('CGCS2000_3_Degree_GK_CM_114E', CGCS2000, 500_000, 114), 'EPSG:4547'],
    ['6° zone with number', projection('CGCS2000_GK_Zone_21', CGCS2000, 21_500_000, 123), 'EPSG:4499'],
    [
      'a renamed one',
      projection('大连城建坐标', CGCS2000, 40_500_000, 120, { method: 'Transverse_Mercator' }),
      'EPSG:4528',
    ],
    [
      'UTM',
      projection('WGS_1984_UTM_Zone_51N', WGS84, 500_000, 123, {
        scale: 0.9996,
        method: 'Transverse_Mercator',
      }),
      'EPSG:32651',
    ],
    [
      'Web Mercator',
      `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${WGS84},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`,
      'EPSG:3857',
    ],
  ])('%s', (_, wkt, id) => {
    const found = crsOfWkt(wkt);
    expect(found).toBe(id);
    expect(parseCrs(found!).id).toBe(id);
  });

  // Whoever edits the parameters keeps the name: the name must not decide.
  it.each([
    ['another false easting', projection('CGCS2000_3_Degree_GK_Zone_40', CGCS2000, 40_600_000, 120)],
    ['another meridian', projection('CGCS2000_3_Degree_GK_CM_120E', CGCS2000, 500_000, 121)],
    [
      'another scale',
      projection('CGCS2000_3_Degree_GK_Zone_40', CGCS2000, 40_500_000, 120, { scale: 0.9996 }),
    ],
    [
      'a false northing',
      projection('CGCS2000_3_Degree_GK_Zone_40', CGCS2000, 40_500_000, 120, { northing: -4_000_000 }),
    ],
    [
      'feet',
      projection('CGCS2000_3_Degree_GK_Zone_40', CGCS2000, 40_500_000, 120, {
        unit: 'UNIT["Foot_US",0.3048006096012192]',
      }),
    ],
    ['another datum', projection('Xian_1980_3_Degree_GK_Zone_40', XIAN80, 40_500_000, 120)],
    ['geographic on another datum', XIAN80],
  ])('%s is not taken for a known system', (_, wkt) => {
    const found = crsOfWkt(wkt);
    expect(found).not.toMatch(/^EPSG|^CRS/);
    expect(() => parseCrs(found!)).toThrow('unknown coordinate system');
  });

  it('is nothing when it is no WKT', () => {
    expect(crsOfWkt('{"type":"name"}')).toBeUndefined();
    expect(crsOfWkt('')).toBeUndefined();
  });
});
