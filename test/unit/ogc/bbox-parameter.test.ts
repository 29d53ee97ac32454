import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../api/errors.ts';
import { CRS84, checkCrs, parseBbox } from '../../../api/ogc/bbox-parameter.ts';

describe('bbox', () => {
  it.each([
    ['121.5,38.8,121.7,39', [{ west: 121.5, south: 38.8, east: 121.7, north: 39 }]],
    [' +1 , -2.5 , 3e0 , .5 ', [{ west: 1, south: -2.5, east: 3, north: 0.5 }]],
    ['121,38,-10,122,39,500', [{ west: 121, south: 38, east: 122, north: 39 }]],
    ['-180,-90,180,90', [{ west: -180, south: -90, east: 180, north: 90 }]],
    ['-180,85,180,90', [{ west: -180, south: 85, east: 180, north: 90 }]],
    ['5,5,5,5', [{ west: 5, south: 5, east: 5, north: 5 }]],
    [
      '177,65,-177,70',
      [
        { west: 177, south: 65, east: 180, north: 70 },
        { west: -180, south: 65, east: -177, north: 70 },
      ],
    ],
  ])('%s', (text, boxes) => {
    expect(parseBbox(text)).toEqual(boxes);
  });

  it.each([
    '',
    '1,2,3',
    '1,2,3,4,5',
    '1,2,3,4,5,6,7',
    'a,2,3,4',
    '1,,3,4',
    'NaN,2,3,4',
    'Infinity,2,3,4',
    '1e999,2,3,4',
    '0x10,2,3,4',
    '1,5,2,4',
    '1,2,9,3,4,5',
    '36.1,120.2,36.2,120.3',
    '-181,0,0,1',
    '0,0,190,1',
    '0,-91,1,1',
  ])('refuses %j and says what would be accepted', (text) => {
    expect(() => parseBbox(text)).toThrow(InvalidInputError);
    try {
      parseBbox(text);
    } catch (error) {
      expect((error as InvalidInputError).issues[0]).toMatchObject({ field: 'bbox', value: text });
      expect((error as InvalidInputError).issues[0]?.allowed).toContain('west,south,east,north');
    }
  });

  it('hints at exchanged longitude and latitude', () => {
    expect(() => parseBbox('36.1,120.2,36.2,120.3')).toThrow(/exchanged/);
  });

  it('covers exactly the longitudes between west and east, going east', () => {
    const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
    fc.assert(
      fc.property(
        degrees(180),
        degrees(180),
        degrees(90),
        degrees(90),
        degrees(180),
        (west, east, a, b, longitude) => {
          const [south, north] = a <= b ? [a, b] : [b, a];
          const boxes = parseBbox([west, south, east, north].join(','));
          const inside = boxes.some((box) => box.west <= longitude && longitude <= box.east);
          expect(inside).toBe(
            west <= east ? west <= longitude && longitude <= east : longitude >= west || longitude <= east,
          );
          for (const box of boxes) {
            expect(box.west).toBeLessThanOrEqual(box.east);
            expect(box.south === south && box.north === north).toBe(true);
          }
        },
      ),
    );
  });

  it('gives boxes inside the world or InvalidInputError for any text', () => {
    const piece = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          for (const box of parseBbox(pieces.join(','))) {
            expect(box.west >= -180 && box.west <= box.east && box.east <= 180).toBe(true);
            expect(box.south >= -90 && box.south <= box.north && box.north <= 90).toBe(true);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('crs and bbox-crs', () => {
  it('take CRS84 and nothing else', () => {
    expect(() => checkCrs('crs', undefined)).not.toThrow();
    expect(() => checkCrs('bbox-crs', CRS84)).not.toThrow();
    expect(() => checkCrs('bbox-crs', 'http://www.opengis.net/def/crs/EPSG/0/4326')).toThrow(
      InvalidInputError,
    );
    expect(() => checkCrs('crs', '')).toThrow(InvalidInputError);
  });
});
