import fc from 'fast-check';
import type { Geometry } from 'geojson';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { geometryToWgs84, parseCrs, toWgs84 } from '../../../api/geo/crs.ts';
import { GAUSS_KRUGER_ZONES, gaussKrugerSystem } from '../../../api/geo/gauss-kruger.ts';
import { GeoInputError } from '../../../api/geo/geo-input-error.ts';

function refusal(action: () => unknown): GeoInputError {
  try {
    action();
  } catch (error) {
    if (error instanceof GeoInputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('names of coordinate systems', () => {
  it.each([
    ['CRS84', 'CRS84'],
    ['crs:84', 'CRS84'],
    ['OGC:CRS84', 'CRS84'],
    ['WGS 84', 'CRS84'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84'],
    ['urn:ogc:def:crs:OGC::CRS84', 'CRS84'],
    ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'CRS84'],
    ['epsg:4326', 'EPSG:4326'],
    ['urn:ogc:def:crs:EPSG::4326', 'EPSG:4326'],
    ['urn:ogc:def:crs:EPSG:9.8:4490', 'EPSG:4490'],
    ['https://www.opengis.net/def/crs/EPSG/0/4527', 'EPSG:4527'],
    ['http://www.opengis.net/gml/srs/epsg.xml#4490', 'EPSG:4490'],
    ['[EPSG:3857]', 'EPSG:3857'],
    [' CGCS2000 ', 'EPSG:4490'],
    ['gcj-02', 'GCJ02'],
    ['GCJ_02', 'GCJ02'],
    ['bd09ll', 'BD09'],
    ['BD-09', 'BD09'],
    ['EPSG:32651', 'EPSG:32651'],
  ])('%s is %s', (name, id) => {
    expect(parseCrs(name).id).toBe(id);
  });

  it.each([
    '',
    '   ',
    'unknown',
    'EPSG:',
    'EPSG:99999',
    '4326',
    'BD09MC',
    'EPSG:32633',
    'EPSG:32743',
    '__proto__',
    'constructor',
    'urn:ogc:def:crs:EPSG::',
  ])('refuses %j, names the field and what is allowed', (name) => {
    const error = refusal(() => parseCrs(name, 'options.crs'));
    expect(error.field).toBe('options.crs');
    expect(error.value).toBe(name);
    expect(error.allowed).toContain('EPSG:4490');
    expect(error.allowed).toContain('BD09');
  });

  it.each(['EPSG:4610', 'EPSG:4214', 'EPSG:2362', 'Xian_1980_3_Degree_GK_Zone_39', '北京54'])(
    'tells why the old datum %s is not read',
    (name) => {
      expect(refusal(() => parseCrs(name)).message).toContain('parameters are not public');
    },
  );
});

describe('CGCS2000 Gauss-Krüger systems, EPSG:4491 to 4554', () => {
  // From the EPSG register.
  it.each([
    [4491, 6, 13, 75, 13_500_000],
    [4501, 6, 23, 135, 23_500_000],
    [4502, 6, 13, 75, 500_000],
    [4511, 6, 22, 129, 500_000],
    [4512, 6, 23, 135, 500_000],
    [4513, 3, 25, 75, 25_500_000],
    [4527, 3, 39, 117, 39_500_000],
    [4533, 3, 45, 135, 45_500_000],
    [4534, 3, 25, 75, 500_000],
    [4547, 3, 38, 114, 500_000],
    [4549, 3, 40, 120, 500_000],
    [4554, 3, 45, 135, 500_000],
  ])(
    'EPSG:%d is the %d° zone %d on %d° E with false easting %d',
    (epsg, widthDegrees, zone, centralMeridian, falseEastingM) => {
      expect(GAUSS_KRUGER_ZONES.find((candidate) => candidate.epsg === epsg)).toMatchObject({
        widthDegrees,
        zone,
        centralMeridian,
        falseEastingM,
      });
    },
  );

  it('is one for every code, without gap or repeat', () => {
    expect(GAUSS_KRUGER_ZONES.map((zone) => zone.epsg)).toEqual(
      Array.from({ length: 64 }, (_, index) => 4491 + index),
    );
  });

  // From PROJ 9 (cs2cs EPSG:4549 EPSG:4326 -f %.10f).
  it('agrees with PROJ', () => {
    const [lon, lat] = toWgs84(parseCrs('EPSG:4549'), [640_000.5, 4_316_000.25]);
    expect(lon).toBeCloseTo(121.6153291843, 9);
    expect(lat).toBeCloseTo(38.9662660413, 9);
  });

  it('returns to the starting position within a tenth of a millimetre, in all zones', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GAUSS_KRUGER_ZONES),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 18, max: 54, noNaN: true }),
        (zone, offset, lat) => {
          const lon = zone.centralMeridian + offset;
          const [x, y] = proj4(gaussKrugerSystem(zone).definition).forward([lon, lat]) as [number, number];
          const back = toWgs84(parseCrs(`EPSG:${zone.epsg}`), [x, y]);
          expect(Math.abs(back[0] - lon)).toBeLessThan(1e-9);
          expect(Math.abs(back[1] - lat)).toBeLessThan(1e-9);
        },
      ),
    );
  });
});

describe('positions that cannot be what is declared are refused, each with its reason', () => {
  it.each([
    ['EPSG:4527', [117.2, 36.6], 'degrees'],
    ['EPSG:4548', [117.2, 36.6], 'degrees'],
    ['EPSG:4548', [36.6, 117.2], 'degrees'],
    ['EPSG:3857', [121.6, 38.9], 'degrees'],
    ['EPSG:32651', [121.6, 38.9], 'degrees'],
    ['EPSG:4527', [4_050_000, 39_517_000], 'exchanged'],
    ['EPSG:4548', [4_050_000, 517_000], 'exchanged'],
    ['EPSG:4527', [517_000, 4_050_000], 'EPSG:4548'],
    ['EPSG:4548', [39_517_000, 4_050_000], 'EPSG:4527'],
    ['EPSG:4527', [40_517_000, 4_050_000], 'zone number 40'],
    ['EPSG:4548', [40_517_000, 4_050_000], 'zone number 40'],
    ['EPSG:4548', [500_000, 9_000_000], 'outside'],
    ['EPSG:3857', [25_000_000, 0], 'outside'],
    ['CRS84', [38.9, 121.6], 'exchanged'],
    ['EPSG:4326', [640_000, 4_316_000], 'metres'],
    ['EPSG:4490', [181, 10], 'metres'],
    ['GCJ02', [38.9, 121.6], 'exchanged'],
    ['GCJ02', [0, 0], 'China'],
    ['BD09', [2.35, 48.85], 'China'],
  ] as const)('%s %j', (name, position, reason) => {
    const error = refusal(() => toWgs84(parseCrs(name), position, 'row 7'));
    expect(error.message).toContain(reason);
    expect(error.field).toBe('row 7');
    expect(error.allowed).toBeTruthy();
  });

  it.each([[Number.NaN, 1], [1, Number.POSITIVE_INFINITY], ['121', 38], [undefined, undefined], []])(
    'needs two finite numbers, not %j %j',
    (...position) => {
      expect(
        refusal(() => toWgs84(parseCrs('CRS84'), position as unknown as [number, number])).message,
      ).toContain('finite');
    },
  );

  it('never lets a pair of degrees through as metres', () => {
    const metric = [...GAUSS_KRUGER_ZONES.map((zone) => `EPSG:${zone.epsg}`), 'EPSG:3857', 'EPSG:32650'];
    fc.assert(
      fc.property(
        fc.constantFrom(...metric),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (name, lon, lat) => {
          expect(() => toWgs84(parseCrs(name), [lon, lat])).toThrow(GeoInputError);
        },
      ),
    );
  });
});

describe('geometries', () => {
  const crs84 = parseCrs('CRS84');
  const shapes: Geometry[] = [
    { type: 'Point', coordinates: [121, 38, 50] },
    {
      type: 'MultiPoint',
      coordinates: [
        [121, 38, 50],
        [122, 39],
      ],
    },
    {
      type: 'LineString',
      coordinates: [
        [121, 38, 1, 2],
        [122, 39],
      ],
    },
    {
      type: 'MultiLineString',
      coordinates: [
        [
          [121, 38],
          [122, 39, 7],
        ],
      ],
    },
    {
      type: 'Polygon',
      coordinates: [
        [
          [121, 38, 5],
          [122, 38],
          [122, 39],
          [121, 38],
        ],
      ],
    },
    {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [121, 38, 5],
            [122, 38],
            [122, 39],
            [121, 38],
          ],
        ],
      ],
    },
    { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [121, 38, 5] }] },
  ];

  it.each(shapes)('converts every position of a $type and drops heights', (shape) => {
    const flat = (value: unknown): unknown[] =>
      Array.isArray(value) ? (typeof value[0] === 'number' ? [value] : value.flatMap(flat)) : [];
    const positions = (geometry: Geometry): unknown[] =>
      geometry.type === 'GeometryCollection'
        ? geometry.geometries.flatMap(positions)
        : flat(geometry.coordinates);
    const converted = geometryToWgs84(crs84, shape);
    expect(converted.type).toBe(shape.type);
    expect(positions(converted)).toEqual(
      positions(shape).map((position) => (position as number[]).slice(0, 2)),
    );
    const moved = positions(geometryToWgs84(parseCrs('BD09'), shape)) as [number, number][];
    for (const [index, [lon, lat]] of moved.entries()) {
      const [fromLon, fromLat] = positions(shape)[index] as [number, number];
      expect(Math.hypot(lon - fromLon, lat - fromLat)).toBeGreaterThan(0.005);
    }
  });

  it('names the position that is refused', () => {
    const error = refusal(() =>
      geometryToWgs84(crs84, {
        type: 'Polygon',
        coordinates: [
          [
            [121, 38],
            [122, 38],
            [38, 122],
            [121, 38],
          ],
        ],
      }),
    );
    expect(error.field).toBe('geometry.coordinates[0][2]');
  });

  it.each([
    null,
    {},
    { type: 'Circle', coordinates: [1, 2] },
    { type: 'toString', coordinates: [1, 2] },
    { type: 'Point', coordinates: '121,38' },
    { type: 'Point', coordinates: [[121, 38]] },
    { type: 'Polygon', coordinates: [[121, 38]] },
    { type: 'GeometryCollection', geometries: 'none' },
  ])('refuses %j', (broken) => {
    expect(() => geometryToWgs84(crs84, broken as unknown as Geometry)).toThrow(GeoInputError);
  });

  it('refuses collections nested without end', () => {
    let nested: Geometry = { type: 'Point', coordinates: [121, 38] };
    for (let depth = 0; depth < 10_000; depth++)
      nested = { type: 'GeometryCollection', geometries: [nested] };
    expect(() => geometryToWgs84(crs84, nested)).toThrow(GeoInputError);
  });
});
