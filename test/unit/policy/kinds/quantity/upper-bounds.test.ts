import { describe, expect, it } from 'vitest';
import type { FactsInput } from '../../../../../api/policy/facts.ts';
import { anApplication, anArea, aPlan, aSite, evaluateRule } from '../../../../support/policy-builders.ts';
import { aDistrict, aPharmacy, aStreet, bandRule, pharmacyFacts } from './pharmacies-of-areas.ts';

type District = ReturnType<typeof aDistrict>;
const places = (earlier: Record<string, number>) => ({ earlierInBatch: { places: earlier } });

describe('within the upper bound (DL-D4)', () => {
  const rule = (options: object = {}) => ({
    id: 'DL-D4',
    kind: 'upper-bound-capacity',
    parameters: { bandRule: 'DL-D1', bands: ['unsaturated'] },
    options,
  });
  const plan = aPlan([bandRule(), rule()]);
  const judge = (district: District, street: District | null, more: Partial<FactsInput> = {}, by = plan) =>
    evaluateRule(by, 'DL-D4', aPharmacy, pharmacyFacts(district, street, more));
  const below = aDistrict({ actual: 202, upper: 203 });
  const open = aStreet({ actual: 11, upper: 12 });
  const loose = aDistrict({ actual: 200, upper: 203, unattributed: 2 });

  it('passes at A = U − 1, draws a place of the district and of the street, and not at U', () => {
    expect(judge(below, open)).toMatchObject({
      outcome: 'PASS',
      measured: 203,
      threshold: 203,
      draws: [
        { resource: 'place', areaCode: '999901', quantity: 1 },
        { resource: 'place', areaCode: '999901001', quantity: 1 },
      ],
    });
    expect(judge(aDistrict({ actual: 203, upper: 203 }), open).outcome).toBe('NOT_APPLICABLE');
    expect(judge(below, open, places({ '999901:personal_account': 1 })).outcome).toBe('NOT_SELECTED');
  });

  it('reviews a full street in an open district, unless the bound is read as that of the district', () => {
    const full = aStreet({ actual: 12, upper: 12 });
    expect(judge(below, full).outcome).toBe('MANUAL_REVIEW');
    expect(judge(below, open, places({ '999901001:personal_account': 1 })).outcome).toBe('MANUAL_REVIEW');
    const district = aPlan([bandRule(), rule({ bound_of: 'district' })]);
    expect(judge(below, full, {}, district).outcome).toBe('PASS');
    expect(judge(below, null, {}, district).outcome).toBe('PASS');
  });

  it.each([
    ['street on a border', judge(below, open, { site: aSite({ locationStatus: 'border' }) }), 'street'],
    ['bound of the street', judge(below, aStreet({ actual: 1 })), 'pharmacy_bound'],
    ['attribution', judge(loose, open, places({ '999901:personal_account': 1 })), 'pharmacy_attribution'],
    ['position', judge(below, aStreet({ actual: 11, upper: 12, unattributed: 1 })), 'pharmacy_attribution'],
    ['class', judge(aDistrict({ actual: 1 }), open), 'saturation_class'],
  ])('names what is missing: %s', (_, finding, item) => {
    expect(finding).toMatchObject({ outcome: 'MANUAL_REVIEW', missing: [{ item }] });
  });

  it('passes where pharmacies without attribution cannot reach the bound', () => {
    expect(judge(loose, open).outcome).toBe('PASS');
  });

  it('reviews a published class that contradicts the present count', () => {
    const snapshots = [
      {
        snapshotId: 1,
        pharmacyKind: 'personal_account',
        className: 'unsaturated',
        actual: 200,
        upper: 203,
        asOf: '2026-03-31',
        publishedOn: '2026-04-01',
        document: 'd',
      },
    ];
    expect(judge(aDistrict({ actual: 203, upper: 203 }, { snapshots }), open).outcome).toBe('MANUAL_REVIEW');
  });
});

describe('closed at the upper bound (DL-D5)', () => {
  const plan = aPlan([
    {
      id: 'DL-D5',
      kind: 'upper-bound-closed',
      parameters: {
        counted: 'outpatient_pooling',
        bounds: ['outpatient_pooling'],
        statement: 'settlement_level_reached',
      },
    },
  ]);
  const application = (verified: boolean, value = true) =>
    anApplication({
      ...aPharmacy,
      service: 'outpatient_pooling',
      statements: { settlement_level_reached: { value, verified } },
    });
  const kind = 'outpatient_pooling' as const;
  const judge = (
    street: [number, number],
    district: [number, number],
    more: Partial<FactsInput> = {},
    asked = application(true),
  ) =>
    evaluateRule(
      plan,
      'DL-D5',
      asked,
      pharmacyFacts(
        aDistrict({ kind, actual: district[0], upper: district[1] }),
        aStreet({ kind, actual: street[0], upper: street[1] }),
        more,
      ),
    );

  it.each([
    ['both at u − 1', [9, 10], [99, 100], 'PASS'],
    ['both at u', [10, 10], [100, 100], 'FAIL'],
    ['both at u + 1', [11, 10], [101, 100], 'FAIL'],
    ['street full, district open', [10, 10], [99, 100], 'MANUAL_REVIEW'],
    ['street open, district full', [9, 10], [100, 100], 'MANUAL_REVIEW'],
  ] as [string, [number, number], [number, number], string][])('%s', (_, street, district, outcome) => {
    expect(judge(street, district).outcome).toBe(outcome);
  });

  it('draws a place in both areas and finds them taken', () => {
    expect(judge([9, 10], [99, 100]).draws).toEqual([
      { resource: 'place', areaCode: '999901001', pharmacyKind: kind, quantity: 1 },
      { resource: 'place', areaCode: '999901', pharmacyKind: kind, quantity: 1 },
    ]);
    const both = places({ '999901001:outpatient_pooling': 1, '999901:outpatient_pooling': 1 });
    expect(judge([9, 10], [99, 100], both).outcome).toBe('NOT_SELECTED');
    expect(judge([9, 10], [90, 100], both).outcome).toBe('MANUAL_REVIEW');
    expect(judge([8, 10], [90, 100], both).outcome).toBe('PASS');
  });

  it('needs the settlement level verified', () => {
    for (const asked of [
      application(false),
      application(true, false),
      anApplication({ ...aPharmacy, service: kind }),
    ])
      expect(judge([1, 10], [1, 100], {}, asked)).toMatchObject({
        outcome: 'MANUAL_REVIEW',
        missing: [{ item: 'settlement_level_reached' }],
      });
  });

  it('uses the only bound there is and says so', () => {
    const only = (pooling: number) => {
      const area = (of: District): District => ({
        ...of,
        bounds: [{ pharmacyKind: 'personal_account', lower: null, upper: 10, version: '1', document: 'd' }],
      });
      return evaluateRule(
        plan,
        'DL-D5',
        application(true),
        pharmacyFacts(area(aDistrict({ kind, actual: pooling })), area(aStreet({ kind, actual: pooling }))),
      );
    };
    expect(only(9).outcome).toBe('PASS');
    expect(only(9).reason.en).toContain('only a bound for personal_account is given');
    expect(only(10).outcome).toBe('FAIL');
  });

  it('reviews what is missing or could close it', () => {
    const facts = (district: District, street: District | null, site = aSite()) =>
      evaluateRule(plan, 'DL-D5', application(true), pharmacyFacts(district, street, { site }));
    const district = aDistrict({ kind, actual: 5, upper: 100 });
    const street = aStreet({ kind, actual: 5, upper: 10 });
    expect(facts(aDistrict({ kind, actual: 5 }), street).missing).toMatchObject([
      { item: 'pharmacy_bound', areaCode: '999901' },
    ]);
    expect(facts(district, street, aSite({ locationStatus: 'border' })).missing).toMatchObject([
      { item: 'street' },
    ]);
    expect(facts(district, aStreet({ kind, actual: 5, upper: 10, unattributed: 5 })).outcome).toBe(
      'MANUAL_REVIEW',
    );
    expect(facts(district, aStreet({ kind, actual: 5, upper: 10, unattributed: 4 })).outcome).toBe('PASS');
    expect(
      facts(
        aDistrict({ kind, actual: 100, upper: 100, unattributed: 9 }),
        aStreet({ kind, actual: 10, upper: 10 }),
      ).outcome,
    ).toBe('FAIL');
  });
});

describe('at most one of a kind in a district (DL-D6)', () => {
  const plan = aPlan([
    {
      id: 'DL-D6',
      kind: 'one-per-area',
      parameters: { counted: 'dual_channel', statement: 'high_value_prescriptions' },
    },
  ]);
  const kind = 'dual_channel' as const;
  const asked = (verified: boolean, value = true) =>
    anApplication({
      ...aPharmacy,
      service: 'dual_channel',
      statements: { high_value_prescriptions: { value, verified } },
    });
  const judge = (
    of: Parameters<typeof aDistrict>[0],
    more: Partial<FactsInput> = {},
    application = asked(true),
  ) => evaluateRule(plan, 'DL-D6', application, pharmacyFacts(aDistrict({ kind, ...of }), null, more));

  it('fails where one exists, passes where none does and the capability is verified', () => {
    expect(judge({ actual: 1 }).outcome).toBe('FAIL');
    expect(judge({ actual: 0 })).toMatchObject({
      outcome: 'PASS',
      measured: 0,
      threshold: 1,
      draws: [{ resource: 'place', areaCode: '999901', pharmacyKind: kind, quantity: 1 }],
    });
  });

  it('reviews a second applicant of the batch', () => {
    expect(judge({ actual: 0 }, places({ '999901:dual_channel': 1 }))).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      measured: 1,
    });
    expect(judge({ actual: 0 }, places({ '999902:dual_channel': 1 })).outcome).toBe('PASS');
  });

  it('needs the capability verified; verified as absent fails', () => {
    expect(judge({ actual: 0 }, {}, asked(false))).toMatchObject({
      outcome: 'MANUAL_REVIEW',
      missing: [{ item: 'high_value_prescriptions' }],
    });
    expect(judge({ actual: 0 }, {}, asked(true, false)).outcome).toBe('FAIL');
    expect(judge({ actual: 1 }, {}, asked(false)).outcome).toBe('FAIL');
  });

  it.each([
    ['an exempt one that does not count yet', judge({ actual: 0, notYetCounted: 1 })],
    ['pharmacies without district', judge({ actual: 0, unattributed: 1 })],
    ['no count', evaluateRule(plan, 'DL-D6', asked(true), pharmacyFacts(anArea(), null))],
    ['no district', evaluateRule(plan, 'DL-D6', asked(true), pharmacyFacts(null, null))],
    [
      'a site in another district',
      judge({ actual: 0 }, { county: anArea({ code: '999902', name: '乙区' }) }),
    ],
  ])('is for review: %s', (_, finding) => {
    expect(finding.outcome).toBe('MANUAL_REVIEW');
  });
});
