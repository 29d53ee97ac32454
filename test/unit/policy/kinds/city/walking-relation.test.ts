import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../../api/policy/facts.ts';
import { relateByWalking } from '../../../../../api/policy/kinds/city/walking-relation.ts';

const LIMITS = { conflictM: 800, clearM: 1000, speedKmh: 4 };
const network = (reached: NonNullable<Facts['walk']>['reached'], siteSnapped = true): Facts['walk'] => ({
  networkVersion: '1',
  speedKmh: 4,
  siteSnapped,
  reached,
  uncoveredInsured: null,
});
const path = (walkM: number | null, snapped = true) => network([{ institutionId: 1, walkM, snapped }]);
const way = (distanceM: number, bandM = 0) => ({ institutionId: 1, distanceM, bandM });

describe('the walk to one neighbour (KF-C1, XA-5, QD-8)', () => {
  it.each([
    [1000.001, 0, 'none'],
    [1000, 0, 'open'],
    [640, 0, 'open'],
    [1005, 5, 'open'],
    [1005.001, 5, 'none'],
  ])('without a network %d m straight, accuracy %d m: %s', (distanceM, bandM, relation) => {
    expect(relateByWalking(way(distanceM, bandM), null, LIMITS).relation).toBe(relation);
  });

  it.each([
    [799.999, 'conflict'],
    [800, 'conflict'],
    [800.001, 'open'],
    [1000, 'open'],
    [1000.001, 'none'],
    [1180, 'none'],
  ])('%d m on foot: %s', (walkM, relation) => {
    expect(relateByWalking(way(640), path(walkM), LIMITS).relation).toBe(relation);
  });

  it('tells the minutes at the speed of the plan', () => {
    expect(relateByWalking(way(640), path(900), LIMITS)).toEqual({
      relation: 'open',
      because: 'between',
      walkM: 900,
      minutes: 13.5,
    });
  });

  it.each([
    ['no_network', null],
    ['site_not_snapped', network([{ institutionId: 1, walkM: 500, snapped: true }], false)],
    ['not_snapped', path(500, false)],
    ['no_path', path(null)],
    ['no_path', network([])],
    ['contradictory', path(600)],
  ])('is open: %s', (because, walk) => {
    expect(relateByWalking(way(640), walk, LIMITS)).toMatchObject({ relation: 'open', because });
  });

  const longer = (beyondM: number) => network([{ institutionId: 1, walkM: null, snapped: true, beyondM }]);
  it.each([
    [2000, 0, 'none'],
    [1000, 0, 'none'],
    [999.999, 0, 'open'],
    [800, 0, 'open'],
    [1005, 5, 'none'],
    [1004.999, 5, 'open'],
  ])('a path known only to be longer than %d m, accuracy %d m: %s', (beyondM, bandM, relation) => {
    expect(relateByWalking(way(640, bandM), longer(beyondM), LIMITS).relation).toBe(relation);
  });

  it('property: a path longer than was searched is told like every path that it may be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 600_000, max: 1_500_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (beyondMm, moreMm, bandMm) => {
          const at = way(0, bandMm / 1000);
          const told = relateByWalking(at, longer(beyondMm / 1000), LIMITS).relation;
          const real = relateByWalking(at, path((beyondMm + moreMm) / 1000), LIMITS).relation;
          if (told === 'none') expect(real).toBe('none');
          else expect(told).toBe('open');
        },
      ),
    );
  });

  it.each([
    [200, 8, 'none'],
    [200.001, 8, 'site_not_snapped'],
    [12, 200, 'none'],
    [12, 200.001, 'not_snapped'],
  ])('site %d m, institution %d m from the network, 200 m allowed: %s', (siteSnapM, snapM, expected) => {
    const walk = { ...network([{ institutionId: 1, walkM: 1180, snapped: true, snapM }])!, siteSnapM };
    const found = relateByWalking(way(640), walk, { ...LIMITS, maxSnapM: 200 });
    expect('because' in found ? found.because : found.relation).toBe(expected);
  });

  it.each([
    [60, 99.9, 'none'],
    [60, 100, 'off_street'],
    [150, 193, 'off_street'],
  ])(
    'site %d m, institution %d m from the streets, 160 m apart, 1,180 m by the streets: %s',
    (siteSnapM, snapM, expected) => {
      for (const reached of [
        { institutionId: 1, walkM: 1180, snapped: true, snapM },
        { institutionId: 1, walkM: null, beyondM: 1180, snapped: true, snapM },
      ]) {
        const found = relateByWalking(way(160), { ...network([reached])!, siteSnapM }, LIMITS);
        expect('because' in found ? found.because : found.relation).toBe(expected);
      }
    },
  );

  it('leaves a walking distance inside the accuracy of the points open', () => {
    expect(relateByWalking(way(500, 10), path(795), LIMITS).relation).toBe('open');
    expect(relateByWalking(way(500, 10), path(789), LIMITS).relation).toBe('conflict');
    expect(relateByWalking(way(500, 10), path(1005), LIMITS).relation).toBe('open');
    expect(relateByWalking(way(500, 10), path(1011), LIMITS).relation).toBe('none');
  });

  it('property: a straight line beyond the outer limit decides whatever the network says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1000.001, max: 5000, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 5000, noNaN: true })),
        (distanceM, walkM) => {
          expect(relateByWalking(way(distanceM), path(walkM), LIMITS).relation).toBe('none');
        },
      ),
    );
  });

  it('property: nothing is decided against the band, and a longer walk is never a graver relation', () => {
    const order = ['conflict', 'open', 'none'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000_000 }),
        fc.integer({ min: 0, max: 500_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (walkMm, moreMm, bandMm) => {
          const bandM = bandMm / 1000;
          const relate = (mm: number) => relateByWalking(way(0, bandM), path(mm / 1000), LIMITS).relation;
          if (bandMm > 0 && Math.abs(walkMm - 800_000) <= bandMm) expect(relate(walkMm)).not.toBe('conflict');
          if (bandMm > 0 && Math.abs(walkMm - 1_000_000) <= bandMm) expect(relate(walkMm)).not.toBe('none');
          expect(order.indexOf(relate(walkMm + moreMm))).toBeGreaterThanOrEqual(
            order.indexOf(relate(walkMm)),
          );
        },
      ),
    );
  });
});
