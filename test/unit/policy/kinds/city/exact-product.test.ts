import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareProducts, countDecimals } from '../../../../../api/policy/kinds/city/exact-product.ts';

describe('products compared without rounding', () => {
  it('finds equality where floating point does not', () => {
    expect(0.07 * 100).not.toBe(7);
    expect(compareProducts([0.07, 100], [7])).toBe(0);
    expect(compareProducts([35_574, 1000], [7.7, 4_620_000])).toBe(0);
    expect(compareProducts([35_575, 1000], [7.7, 4_620_000])).toBe(1);
    expect(compareProducts([1e21, 1e-7], [1e14])).toBe(0);
    expect(compareProducts([-3, 2], [-5.9999])).toBe(-1);
  });

  it('refuses what is no finite number', () => {
    expect(() => compareProducts([Number.NaN], [1])).toThrow(RangeError);
    expect(() => compareProducts([1], [Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });

  it('counts the decimals a number is written with', () => {
    expect([0.75, 0.7113, 1, 1e-7, 1.5e-7].map(countDecimals)).toEqual([2, 4, 0, 7, 8]);
  });

  it('property: at a cap with decimals, one bed decides', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 1, max: 20_000 }),
        (hundredths, thousands) => {
          const cap = hundredths / 100;
          const population = thousands * 100_000;
          const beds = hundredths * thousands;
          expect(compareProducts([beds, 1000], [cap, population])).toBe(0);
          expect(compareProducts([beds + 1, 1000], [cap, population])).toBe(1);
          expect(compareProducts([beds - 1, 1000], [cap, population])).toBe(-1);
        },
      ),
    );
  });
});
