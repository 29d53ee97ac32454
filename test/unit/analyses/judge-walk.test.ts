import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeWalk, MAX_BAND_SEARCHED_M } from '../../../api/analyses/on-foot/judge-walk.ts';
import { type FindingOnFoot, relationOnFoot } from '../../../api/analyses/proximity-check/relations.ts';

const judge = (walkM: number, more: Partial<Parameters<typeof judgeWalk>[0]> = {}) =>
  judgeWalk({ walkM, straightM: 0, limitM: 800, bandM: 0, bandSearchedM: 0, ...more });

describe('judgeWalk', () => {
  it.each([
    [799.999, 'within'],
    [800, 'within'],
    [800.0004, 'within'],
    [800.001, 'beyond'],
    [Number.POSITIVE_INFINITY, 'beyond'],
    [-1, 'no-path'],
    [Number.NaN, 'not-snapped'],
  ])('with surveyed positions, %d m is %s', (walkM, finding) => {
    expect(judge(walkM)).toBe(finding);
  });

  it.each([
    [789.999, 'within'],
    [790, 'uncertain'],
    [800, 'uncertain'],
    [810, 'uncertain'],
    [810.001, 'beyond'],
  ])('with a band of 10 m, %d m is %s', (walkM, finding) => {
    expect(judge(walkM, { bandM: 10, bandSearchedM: 10 })).toBe(finding);
  });

  it('a search that ended inside the band concludes nothing', () => {
    const bandM = MAX_BAND_SEARCHED_M + 1;
    expect(judge(Number.POSITIVE_INFINITY, { bandM, bandSearchedM: MAX_BAND_SEARCHED_M })).toBe('uncertain');
    expect(judge(Number.POSITIVE_INFINITY, { bandM: 50, bandSearchedM: 50 })).toBe('beyond');
  });

  it('a walk shorter than the straight line is contradictory, but for rounding', () => {
    expect(judge(640, { straightM: 700 })).toBe('contradictory');
    expect(judge(699.95, { straightM: 700 })).toBe('within');
    // Both positions are the same for both distances: their accuracy explains nothing.
    expect(judge(640, { straightM: 700, bandM: 100, bandSearchedM: 100 })).toBe('contradictory');
  });

  it('never says within of what is farther than the limit in a straight line', () => {
    const metres = fc.double({ min: 0, max: 5_000, noNaN: true });
    fc.assert(
      fc.property(
        metres,
        metres,
        fc.double({ min: 0, max: 3_000, noNaN: true }),
        (straightM, walkM, bandM) => {
          const bandSearchedM = Math.min(bandM, MAX_BAND_SEARCHED_M);
          const finding = judge(walkM, { straightM, bandM, bandSearchedM });
          if (finding === 'within') expect(straightM).toBeLessThanOrEqual(walkM + 0.1 + straightM * 1e-4);
          if (finding === 'within' && bandM > 0) expect(walkM).toBeLessThan(800);
        },
      ),
    );
  });
});

describe('relationOnFoot', () => {
  const findings: FindingOnFoot[] = ['no-path', 'not-snapped', 'contradictory', 'no-network'];

  it('a walk beyond the limit removes every doubt; a walk within keeps them', () => {
    for (const relation of ['within', 'exempt', 'uncertain', 'lapsed', 'untyped'] as const) {
      expect(relationOnFoot(relation, 'beyond')).toBe('beyond-on-foot');
      expect(relationOnFoot(relation, 'within')).toBe(relation);
    }
  });

  it('the band makes designated ones uncertain, and leaves the lapsed and untyped what they are', () => {
    expect(relationOnFoot('within', 'uncertain')).toBe('uncertain');
    expect(relationOnFoot('exempt', 'uncertain')).toBe('uncertain');
    expect(relationOnFoot('lapsed', 'uncertain')).toBe('lapsed');
    expect(relationOnFoot('untyped', 'uncertain')).toBe('untyped');
  });

  it.each(findings)('%s: nothing is within, and nothing is out', (finding) => {
    expect(relationOnFoot('within', finding)).toBe('unmeasured');
    expect(relationOnFoot('uncertain', finding)).toBe('unmeasured');
    expect(relationOnFoot('exempt', finding)).toBe('exempt');
    expect(relationOnFoot('lapsed', finding)).toBe('lapsed');
    expect(relationOnFoot('untyped', finding)).toBe('untyped');
  });
});
