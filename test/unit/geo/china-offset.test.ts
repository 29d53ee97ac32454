import { distance } from '@turf/turf';
import fc from 'fast-check';
import gcoord from 'gcoord';
import { describe, expect, it } from 'vitest';
import { parseCrs, toWgs84 } from '../../../api/geo/crs.ts';
import { GeoInputError } from '../../../api/geo/geo-input-error.ts';

const library = gcoord as unknown as typeof gcoord.default;
const forward = (datum: 'GCJ02' | 'BD09', position: [number, number]) =>
  library.transform<[number, number]>(position, library.CRSTypes.WGS84, library.CRSTypes[datum]);
const metres = (a: [number, number], b: [number, number]) => distance(a, b, { units: 'meters' });

const inChina = fc.tuple(
  fc.double({ min: 73.7, max: 135, noNaN: true }),
  fc.double({ min: 3.9, max: 53.5, noNaN: true }),
);

describe.each(['GCJ02', 'BD09'] as const)('%s', (datum) => {
  it('is undone to within a millimetre anywhere in China', () => {
    fc.assert(
      fc.property(inChina, (position) => {
        expect(metres(toWgs84(parseCrs(datum), forward(datum, position)), position)).toBeLessThan(0.001);
      }),
      { numRuns: 2_000 },
    );
  });

  it('ends for every position, also along the border of the area where it is defined', () => {
    const edge = fc.oneof(
      fc.tuple(fc.double({ min: 71.9, max: 72.2, noNaN: true }), fc.double({ min: 0, max: 57, noNaN: true })),
      fc.tuple(fc.double({ min: 137.6, max: 138, noNaN: true }), fc.double({ min: 0, max: 57, noNaN: true })),
      fc.tuple(fc.double({ min: 70, max: 140, noNaN: true }), fc.double({ min: 0.7, max: 1, noNaN: true })),
      fc.tuple(fc.double({ min: 70, max: 140, noNaN: true }), fc.double({ min: 55.7, max: 56, noNaN: true })),
    );
    fc.assert(
      fc.property(edge, (position) => {
        try {
          expect(metres(forward(datum, toWgs84(parseCrs(datum), position)), position)).toBeLessThan(0.001);
        } catch (error) {
          expect(error).toBeInstanceOf(GeoInputError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the size of the offsets', () => {
  it.each([
    ['Dalian', [121.6147, 38.914]],
    ['Xi’an', [108.9402, 34.3416]],
    ['Qingdao', [120.3826, 36.0671]],
  ] as const)('is hundreds of metres at %s, as measured', (_, place) => {
    const gcj = metres(toWgs84(parseCrs('GCJ02'), place), [...place]);
    const bd = metres(toWgs84(parseCrs('BD09'), place), [...place]);
    expect(gcj).toBeGreaterThan(265);
    expect(gcj).toBeLessThan(621);
    expect(bd).toBeGreaterThan(600);
    expect(bd).toBeLessThan(1_500);
  });
});
