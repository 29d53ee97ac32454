import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceVerdict } from '../../../../../api/policy/distance-verdict.ts';
import type { NeighbourFact } from '../../../../../api/policy/facts.ts';
import {
  aNeighbour,
  anApplication,
  aPlan,
  aSite,
  evaluateRule,
  someFacts,
  someNeighbours,
} from '../../../../support/policy-builders.ts';

const plan = aPlan([
  { id: 'TV-2', kind: 'same-type-within', parameters: { radiusM: 800, newSitePurposes: ['new'] } },
]);
const judge = (listed: readonly NeighbourFact[], siteAccuracyM: number) =>
  evaluateRule(
    plan,
    'TV-2',
    anApplication(),
    someFacts({ site: aSite({ accuracyM: siteAccuracyM }), neighbours: someNeighbours(listed) }),
  ).outcome;

const distance = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }).map((millimetres) => millimetres / 1000),
  fc.integer({ min: 790_000, max: 810_000 }).map((millimetres) => millimetres / 1000),
);
const accuracy = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }));
const neighbour: fc.Arbitrary<NeighbourFact> = fc
  .record({
    institutionId: fc.integer({ min: 100, max: 1_000_000 }),
    distanceM: distance,
    accuracyM: accuracy,
    typeNo: fc.constantFrom(37, 37, 39, null),
    verified: fc.constantFrom(true, true, false),
    designated: fc.constantFrom(
      'in_force' as const,
      'in_force' as const,
      'lapsed' as const,
      'ended' as const,
    ),
    suspended: fc.boolean(),
    isTemporary: fc.constantFrom(false, false, true),
    isBranchOfApplicant: fc.constantFrom(false, false, true),
    countsFrom: fc.constantFrom(null, null, '2026-06-30', '2026-07-01'),
    county: fc.constantFrom('甲区', '乙区', null),
  })
  .map((one) => aNeighbour(one));
const neighbours = fc.array(neighbour, { maxLength: 6 });

/** The text of the rule in the shortest words: FAIL needs one certain conflict, PASS needs nobody who could be one. */
function expected(listed: readonly NeighbourFact[], siteAccuracyM: number): string {
  const verdicts = listed
    .filter((one) => one.designated !== 'ended' && one.typeNo !== 39)
    .map((one) => {
      const band = siteAccuracyM + one.accuracyM;
      const off = Math.round(one.distanceM * 1000) - 800_000;
      if (off > 0 && Math.abs(off) > band * 1000) return 'clear';
      const isCertain =
        (band === 0 || Math.abs(off) > band * 1000) &&
        one.typeNo === 37 &&
        one.verified &&
        one.designated === 'in_force' &&
        !one.isTemporary &&
        !one.isBranchOfApplicant &&
        (one.countsFrom ?? '') <= '2026-06-30';
      return isCertain ? 'conflict' : 'open';
    });
  return verdicts.includes('conflict') ? 'FAIL' : verdicts.includes('open') ? 'MANUAL_REVIEW' : 'PASS';
}

describe('same type within a radius', () => {
  it('is decided by the words of the rule whatever stands around', () => {
    fc.assert(
      fc.property(neighbours, accuracy, (listed, siteAccuracyM) => {
        expect(judge(listed, siteAccuracyM)).toBe(expected(listed, siteAccuracyM));
      }),
      { numRuns: 500 },
    );
  });

  it('never improves by one more neighbour', () => {
    const order = ['PASS', 'MANUAL_REVIEW', 'FAIL'];
    fc.assert(
      fc.property(neighbours, neighbour, accuracy, (listed, one, siteAccuracyM) => {
        const before = order.indexOf(judge(listed, siteAccuracyM));
        expect(order.indexOf(judge([...listed, one], siteAccuracyM))).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('never becomes more certain by worse points', () => {
    fc.assert(
      fc.property(neighbours, accuracy, fc.integer({ min: 1, max: 50 }), (listed, siteAccuracyM, worse) => {
        const before = judge(listed, siteAccuracyM);
        const after = judge(listed, siteAccuracyM + worse);
        expect(['MANUAL_REVIEW', before]).toContain(after);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the neighbours', () => {
    fc.assert(
      fc.property(neighbours, accuracy, (listed, siteAccuracyM) => {
        expect(judge([...listed].reverse(), siteAccuracyM)).toBe(judge(listed, siteAccuracyM));
      }),
    );
  });
});

describe('a distance and a limit', () => {
  it('agree with whole millimetres', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: 50_000 }),
        (distanceMm, limitM, bandMm) => {
          const off = distanceMm - limitM * 1000;
          const verdict =
            bandMm > 0 && Math.abs(off) <= bandMm ? 'uncertain' : off <= 0 ? 'within' : 'beyond';
          expect(distanceVerdict(distanceMm / 1000, limitM, bandMm / 1000)).toBe(verdict);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
