import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  belowLowerBound,
  classifyByAttributions,
  classifySaturation,
} from '../../../api/analyses/saturation/classify.ts';

const limits = { overSaturatedFrom: 7, saturatedFrom: 0 };
const classOf = (actual: number, upper: number | null, possibleMore = 0, more: object = {}) =>
  classifySaturation({ actual, possibleMore, upper, hasData: true, otherKinds: [], ...more }, limits).class;

describe('saturation class of DL-D1', () => {
  it.each([
    [19, 'unsaturated'],
    [20, 'saturated'],
    [26, 'saturated'],
    [27, 'over_saturated'],
  ])('actual %d against an upper bound of 20 is %s', (actual, wanted) => {
    expect(classOf(actual, 20)).toBe(wanted);
  });

  it.each([
    [26, 19.5, 'review'], // 6.5: between "0 to 6" and "7 and more"
    [26, 20.001, 'saturated'],
    [26, 19, 'over_saturated'],
    [20, 20.5, 'unsaturated'],
  ])('actual %d against the non-integer bound %d is %s', (actual, upper, wanted) => {
    expect(classOf(actual, upper)).toBe(wanted);
  });

  it('is unknown without a bound and names the kinds that have one', () => {
    const { class: found, reason } = classifySaturation(
      { actual: 5, possibleMore: 0, upper: null, hasData: true, otherKinds: ['all'] },
      limits,
    );
    expect(found).toBe('unknown');
    expect(reason.code).toBe('bound-of-another-kind-only');
    expect(reason.en).toContain('all');
  });

  it('is for review, not unsaturated, when no pharmacy of the kind is loaded', () => {
    expect(classOf(0, 20, 0, { hasData: false })).toBe('review');
  });

  it('is for review exactly when pharmacies without an area could change it', () => {
    const anyCase = fc.record({
      actual: fc.nat(60),
      upper: fc.nat(40),
      possibleMore: fc.nat(10),
    });
    fc.assert(
      fc.property(anyCase, ({ actual, upper, possibleMore }) => {
        const reachable = new Set(
          Array.from({ length: possibleMore + 1 }, (_, extra) => classOf(actual + extra, upper)),
        );
        expect(classOf(actual, upper, possibleMore)).toBe(
          reachable.size > 1 ? 'review' : classOf(actual, upper),
        );
      }),
    );
  });

  it('uses the thresholds given', () => {
    const of = (actual: number) =>
      classifySaturation(
        { actual, possibleMore: 0, upper: 10, hasData: true, otherKinds: [] },
        { overSaturatedFrom: 3, saturatedFrom: -2 },
      ).class;
    expect([7, 8, 12, 13].map(of)).toEqual(['unsaturated', 'saturated', 'saturated', 'over_saturated']);
  });
});

describe('two attributions', () => {
  const facts = { upper: 20, hasData: true, otherKinds: [] };
  const both = (chosen: [number, number], other: [number, number] | null) => {
    const count = ([actual, possibleMore]: [number, number]) => ({ actual, possibleMore });
    return classifyByAttributions(count(chosen), other && count(other), facts, limits);
  };
  it.each([
    [[19, 0], null, 'unsaturated', 'compared'],
    [[19, 0], [10, 0], 'unsaturated', 'compared'],
    [[19, 0], [20, 0], 'review', 'attribution-decides'],
    [[20, 0], [19, 0], 'review', 'attribution-decides'],
    [[19, 0], [19, 1], 'review', 'attribution-decides'], // one without licence area could change it
    [[19, 1], [20, 0], 'review', 'unattributed-pharmacies'], // for review by itself
  ] as const)('%o and %o: %s, %s', (chosen, other, wanted, reason) => {
    const found = both([...chosen], other && [...other]);
    expect([found.class, found.reason.code]).toEqual([wanted, reason]);
  });
});

describe('lower bound of DL-D9', () => {
  it.each([
    [{ actual: 4, possibleMore: 0, lower: 5 }, 'yes'],
    [{ actual: 5, possibleMore: 0, lower: 5 }, 'no'],
    [{ actual: 4, possibleMore: 1, lower: 5 }, 'review'],
    [{ actual: 3, possibleMore: 1, lower: 5 }, 'yes'],
    [{ actual: 3, possibleMore: 1, lower: null }, 'unknown'],
  ] as const)('%o is %s', (facts, wanted) => {
    expect(belowLowerBound(facts)).toBe(wanted);
  });
});
