import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Band, findBand, listBandProblems } from '../../../../../api/policy/kinds/quantity/bands.ts';
import { aPlan, evaluateRule } from '../../../../support/policy-builders.ts';
import { aDistrict, aPharmacy, BANDS, bandRule, pharmacyFacts } from './pharmacies-of-areas.ts';

const plan = aPlan([
  bandRule(),
  { id: 'DL-D8', kind: 'classification-snapshot', parameters: { bandRule: 'DL-D1' } },
]);
type District = Parameters<typeof aDistrict>[0];
const judge = (of: District, overrides: Parameters<typeof aDistrict>[1] = {}, by = plan) =>
  evaluateRule(by, 'DL-D1', aPharmacy, pharmacyFacts(aDistrict(of, overrides), null));
const snapshot = (className: string, publishedOn: string, snapshotId = 1) => ({
  snapshotId,
  pharmacyKind: 'personal_account',
  className,
  actual: 211,
  upper: 203,
  asOf: '2026-03-31',
  publishedOn,
  document: '饱和类别公告',
});

describe('saturation class of a district (DL-D1)', () => {
  it.each([
    ['U − 1', 202, 'unsaturated'],
    ['U', 203, 'saturated'],
    ['U + 6', 209, 'saturated'],
    ['U + 7', 210, 'over_saturated'],
  ])('T8: A = %s is %s', (_, actual, name) => {
    expect(judge({ actual, upper: 203 })).toMatchObject({
      outcome: 'FLAG',
      measured: actual - 203,
      derived: { class: name, computedClass: name, publishedClass: null, actual, upper: 203 },
    });
  });

  it('leaves exempt pharmacies out until they count', () => {
    expect(judge({ actual: 209, upper: 203, notYetCounted: 1 }).derived).toMatchObject({
      class: 'saturated',
      notYetCounted: 1,
    });
  });

  it('takes the published snapshot in force and shows both where they differ', () => {
    const snapshots = [snapshot('over_saturated', '2026-04-01'), snapshot('unsaturated', '2026-07-01', 2)];
    const finding = judge({ actual: 207, upper: 203 }, { snapshots });
    expect(finding.derived).toMatchObject({
      class: 'over_saturated',
      computedClass: 'saturated',
      publishedClass: 'over_saturated',
      snapshotId: 1,
      differsFromComputed: true,
    });
    expect(finding.reason.en).toContain('2026-04-01');
    const computed = aPlan([bandRule({}, { class_from: 'computed' })]);
    expect(judge({ actual: 207, upper: 203 }, { snapshots }, computed).derived?.class).toBe('saturated');
  });

  it('takes the latest snapshot and knows its names', () => {
    const snapshots = [snapshot('不饱和地区', '2026-05-01'), snapshot('过饱和区', '2026-02-01')];
    expect(judge({ actual: 207, upper: 203 }, { snapshots }).derived?.class).toBe('unsaturated');
    const unknown = judge({ actual: 207, upper: 203 }, { snapshots: [snapshot('满', '2026-05-01')] });
    expect(unknown.outcome).toBe('MANUAL_REVIEW');
    expect(unknown.derived?.class).toBeUndefined();
  });

  it('needs no figures of its own where a snapshot is published', () => {
    const finding = judge(
      { actual: 0 },
      { snapshots: [snapshot('saturated', '2026-05-01')], pharmacies: null },
    );
    expect(finding).toMatchObject({ outcome: 'FLAG', derived: { class: 'saturated', computedClass: null } });
  });

  it('reviews where pharmacies without the area of their licence could change the class', () => {
    expect(judge({ actual: 209, upper: 203, unattributed: 1 })).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'business_licence_area' }],
    });
    expect(judge({ actual: 208, upper: 203, unattributed: 1 }).outcome).toBe('FLAG');
    expect(judge({ actual: 210, upper: 203, unattributed: 99 }).outcome).toBe('FLAG');
  });

  it('reviews a bound that is no whole number where it leaves a gap', () => {
    expect(judge({ actual: 210, upper: 203.5 }).outcome).toBe('MANUAL_REVIEW');
    expect(judge({ actual: 205, upper: 203.5 }).derived?.class).toBe('saturated');
  });

  it.each([
    ['bound', aDistrict({ actual: 5 }), 'pharmacy_bound'],
    ['count', aDistrict({ actual: 5, upper: 9 }, { pharmacies: null }), 'pharmacy_count'],
    ['district', null, 'business_licence_area'],
  ])('names what is missing: %s', (_, district, item) => {
    expect(evaluateRule(plan, 'DL-D1', aPharmacy, pharmacyFacts(district, null))).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item }],
    });
  });

  it('takes one bound given twice, and reviews two that differ', () => {
    const twice = (upper: number) => {
      const [bound] = aDistrict({ actual: 0, upper: 203 }).bounds ?? [];
      return judge({ actual: 209, upper: 203 }, { bounds: [bound!, { ...bound!, upper, version: '2027' }] });
    };
    expect(twice(203).derived?.class).toBe('saturated');
    expect(twice(200)).toMatchObject({ outcome: 'MANUAL_REVIEW', missing: [{ item: 'pharmacy_bound' }] });
  });

  it('compares bound and count of one kind, first choice first', () => {
    const both = {
      ...aDistrict({ actual: 0 }),
      bounds: [{ pharmacyKind: 'all' as const, lower: null, upper: 10, version: '1', document: 'd' }],
      pharmacies: {
        attribution: 'business_licence' as const,
        counts: [
          { pharmacyKind: 'personal_account' as const, counted: 2, notYetCounted: 0 },
          { pharmacyKind: 'all' as const, counted: 17, notYetCounted: 0 },
        ],
        unattributed: 0,
      },
    };
    expect(evaluateRule(plan, 'DL-D1', aPharmacy, pharmacyFacts(both, null)).derived).toMatchObject({
      class: 'over_saturated',
      pharmacyKind: 'all',
    });
  });

  it('takes other bands from the plan, also as a share of the bound', () => {
    const title = { zh: '带', en: 'band' };
    const shares = [
      { name: 'blank', title, to: 0.8 },
      { name: 'transition', title, from: 0.8, to: 1 },
      { name: 'full', title, from: 1 },
    ];
    const other = aPlan([bandRule({ measure: 'actual_per_upper', bands: shares })]);
    const of = (actual: number) => judge({ actual, upper: 10 }, {}, other).derived?.class;
    expect([7, 8, 9, 10].map(of)).toEqual(['blank', 'transition', 'transition', 'full']);
    expect(judge({ actual: 0, upper: 0 }, {}, other).outcome).toBe('MANUAL_REVIEW');
  });
});

describe('bands as data', () => {
  it.each([
    ['a gap', [{ ...BANDS[0], to: -2 }, BANDS[1], BANDS[2]]],
    ['an overlap', [BANDS[0], { ...BANDS[1], to: 7 }, BANDS[2]]],
    ['a lower end of the first', [{ ...BANDS[0], from: -9 }, BANDS[1], BANDS[2]]],
    ['an upper end of the last', [BANDS[0], BANDS[1], { ...BANDS[2], to: 9 }]],
    ['an end before the beginning', [BANDS[0], { ...BANDS[1], to: -2 }, { ...BANDS[2], from: -1 }]],
    ['a name twice', [BANDS[0], { ...BANDS[1], name: 'unsaturated' }, BANDS[2]]],
    [
      'an open end in the middle',
      [BANDS[0], { name: 'saturated', title: { zh: '', en: '' }, from: 0 }, BANDS[2]],
    ],
  ])('are refused with %s', (_, bands) => {
    expect(() => aPlan([bandRule({ bands })])).toThrow(/bands/);
  });

  const edges = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 6 });
  const bandsOf = (ends: readonly number[], step: number): Band[] => {
    const sorted = [...ends].sort((a, b) => a - b);
    return [...sorted, null].map((to, index) => {
      const from = sorted[index - 1];
      return {
        name: `b${index}`,
        title: { zh: '', en: '' },
        publishedAs: [],
        ...(from === undefined ? {} : { from: from + step }),
        ...(to === null ? {} : { to }),
      };
    });
  };

  it('hold every whole number in exactly one band, in order', () => {
    fc.assert(
      fc.property(edges, fc.integer({ min: -70, max: 70 }), (ends, value) => {
        const bands = bandsOf(ends, 1);
        expect(listBandProblems('actual_minus_upper', bands)).toEqual([]);
        const holding = bands.filter(
          ({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }) =>
            from <= value && value <= to,
        );
        expect(holding).toEqual([findBand('actual_minus_upper', bands, value)]);
        const next = findBand('actual_minus_upper', bands, value + 1);
        expect(bands.indexOf(next!)).toBeGreaterThanOrEqual(bands.indexOf(holding[0]!));
      }),
    );
  });

  it('hold every ratio in exactly one band', () => {
    fc.assert(
      fc.property(edges, fc.double({ min: -70, max: 70, noNaN: true }), (ends, value) => {
        const bands = bandsOf(ends, 0);
        expect(listBandProblems('actual_per_upper', bands)).toEqual([]);
        expect(findBand('actual_per_upper', bands, value)).not.toBeNull();
      }),
    );
  });
});

describe('dated snapshots (DL-D8)', () => {
  const cite = (overrides: Parameters<typeof aDistrict>[1]) =>
    evaluateRule(
      plan,
      'DL-D8',
      aPharmacy,
      pharmacyFacts(aDistrict({ actual: 207, upper: 203 }, overrides), null),
    );

  it('cites the snapshot in force and says when a new one is due', () => {
    const finding = cite({ snapshots: [snapshot('over_saturated', '2026-04-01')] });
    expect(finding).toMatchObject({
      outcome: 'FLAG',
      measured: 'over_saturated',
      derived: { snapshotId: 1, snapshotPublishedOn: '2026-04-01', computedClass: 'saturated' },
    });
    expect(finding.reason.en).toContain('new snapshot is due');
  });

  it('flags that there is none, without obstructing', () => {
    expect(cite({})).toMatchObject({
      outcome: 'FLAG',
      measured: 'saturated',
      missing: [{ item: 'saturation_snapshot' }],
    });
    expect(cite({ bounds: [] }).outcome).toBe('FLAG');
    const alone = cite({ bounds: [], snapshots: [snapshot('over_saturated', '2026-04-01')] });
    expect(alone.reason.en).not.toContain('new snapshot is due');
  });
});
