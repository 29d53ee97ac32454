import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionOf } from '../../../api/accessibility/weighted-distribution.ts';

const spread = fc.array(
  fc.tuple(
    fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 100, noNaN: true })),
    fc.integer({ min: 0, max: 40 }),
  ),
  { maxLength: 25 },
);

describe('weighted distribution', () => {
  test('by hand: 1, 2, 3 held by 2, 1, 1 residents', () => {
    const { mean, quantiles, gini, zeroShare } = distributionOf(
      [3, 1, 2],
      [1, 2, 1],
      [0.25, 0.5, 0.51, 0.75, 1],
    );
    expect(mean).toBe(7 / 4);
    expect(quantiles).toEqual([1, 1, 2, 2, 3]);
    // Σ_i Σ_j w_i w_j |x_i − x_j| ÷ (2 W² mean): (2·2·1·1 + 2·2·1·2 + 2·1·1·1) ÷ (2 · 16 · 7/4) = 14 ÷ 56
    expect(gini).toBeCloseTo(14 / 56, 14);
    expect(zeroShare).toBe(0);
  });

  test('equals what the residents say one by one', () => {
    fc.assert(
      fc.property(spread, fc.constantFrom(0.1, 0.25, 0.5, 0.9, 1), (pairs, share) => {
        const found = distributionOf(
          pairs.map(([value]) => value),
          pairs.map(([, weight]) => weight),
          [share],
        );
        const people = pairs
          .flatMap(([value, weight]) => Array<number>(weight).fill(value))
          .sort((a, b) => a - b);
        const total = people.reduce((sum, value) => sum + value, 0);
        if (people.length === 0) {
          expect(found).toEqual({ weight: 0, mean: null, quantiles: [null], gini: null, zeroShare: null });
          return;
        }
        // The smallest value that at least this share of the people do not exceed.
        const quantile = people.find((_, index) => index + 1 >= share * people.length);
        expect(found.quantiles).toEqual([quantile]);
        expect(found.mean).toBeCloseTo(total / people.length, 9);
        expect(found.zeroShare).toBeCloseTo(people.filter((value) => value === 0).length / people.length, 12);
        let apart = 0;
        for (const a of people) for (const b of people) apart += Math.abs(a - b);
        if (total === 0) expect(found.gini).toBeNull();
        else expect(found.gini).toBeCloseTo(apart / (2 * people.length * total), 9);
      }),
      { numRuns: 150 },
    );
  });

  test('the Gini coefficient knows neither unit nor size, is 0 when all have the same, and nears 1 when one has all', () => {
    const values = [0, 1, 4, 9];
    const { gini } = distributionOf(values, [5, 3, 2, 1], []);
    expect(
      distributionOf(
        values.map((value) => value * 1e3),
        [5, 3, 2, 1],
        [],
      ).gini,
    ).toBeCloseTo(gini!, 12);
    expect(distributionOf(values, [50, 30, 20, 10], []).gini).toBeCloseTo(gini!, 12);
    expect(distributionOf([2, 2, 2], [0.1, 0.7, 3], []).gini).toBeLessThan(1e-15);
    expect(distributionOf([0, 1], [9_999, 1], []).gini).toBeCloseTo(0.9999, 12);
  });

  test('blanks are refused, not taken as 0', () => {
    expect(() => distributionOf([Number.NaN], [1], [])).toThrow(RangeError);
    expect(() => distributionOf([1], [Number.NaN], [])).toThrow(RangeError);
  });
});
