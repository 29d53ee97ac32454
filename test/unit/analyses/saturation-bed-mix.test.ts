import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bedMix } from '../../../api/analyses/saturation/indicators.ts';

const beds = (
  tertiary: number | null,
  secondary: number | null,
  primary: number | null,
  ungraded: number | null,
  unknown = 0,
) => ({
  beds_tertiary: tertiary,
  beds_secondary: secondary,
  beds_primary: primary,
  beds_ungraded: ungraded,
  beds_grade_unknown: unknown,
});

describe('bed mix of DL-A8', () => {
  it('counts ungraded hospitals in the third group and shows them apart', () => {
    expect(bedMix(beds(600, 200, 150, 50, 30))).toMatchObject({
      tertiary: { share: 0.6 },
      secondary: { share: 0.2 },
      primary_and_below: { open_beds: 200, share: 0.2 },
      ungraded: { open_beds: 50, share: 0.05 },
      grade_unknown: { open_beds: 30 },
      distance_to_target: 0,
    });
  });

  it('is at most 0.8 from the target, where everything is in one of the smaller groups', () => {
    expect(bedMix(beds(null, 100, null, null))?.distance_to_target).toBeCloseTo(0.8, 12);
  });

  it('is null without graded beds', () => {
    expect(bedMix(beds(null, null, null, null, 10))).toBeNull();
  });

  it('has shares that add up to 1', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(9999), fc.nat(9999), fc.nat(9999), (a, b, c, d) => {
        const mix = bedMix(beds(a, b, c, d)) as Record<string, { share: number }> | null;
        if (a + b + c + d === 0) expect(mix).toBeNull();
        else
          expect(
            (mix?.tertiary?.share ?? 0) + (mix?.secondary?.share ?? 0) + (mix?.primary_and_below?.share ?? 0),
          ).toBeCloseTo(1, 12);
      }),
    );
  });
});
