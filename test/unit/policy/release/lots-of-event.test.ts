import { describe, expect, test } from 'vitest';
import { attributeRelease } from '../../../../api/policy/release/attribute-release.ts';
import {
  type LeavingInstitution,
  lotsOfEvent,
  type ReleaseEvent,
  type ReleaseEventRules,
} from '../../../../api/policy/release/lots-of-event.ts';

const rules: ReleaseEventRules = {
  lots: [
    { kind: 'medical', service: 'outpatient_pooling', poolKind: 'outpatient_pooling', unit: 'institution' },
    { kind: 'medical', service: 'inpatient', poolKind: 'inpatient_beds', unit: 'bed' },
    {
      kind: 'pharmacy',
      service: 'personal_account',
      poolKind: 'pharmacy_personal_account',
      unit: 'institution',
    },
    {
      kind: 'pharmacy',
      service: 'outpatient_pooling',
      poolKind: 'pharmacy_outpatient_pooling',
      unit: 'institution',
    },
  ],
  downgrades: [{ to: 'I', ends: ['outpatient_pooling'] }],
};
const services = (...names: string[]) => names.map((service) => ({ service, countsFrom: null }));
const hospital: LeavingInstitution = {
  kind: 'medical',
  services: services('personal_account', 'outpatient_pooling', 'inpatient'),
  designatedBeds: 100,
};
const pharmacy: LeavingInstitution = {
  kind: 'pharmacy',
  services: services('personal_account', 'outpatient_pooling'),
  designatedBeds: null,
};
const on = '2026-05-10';
const lots = (event: Omit<ReleaseEvent, 'on'>, institution = hospital) => {
  const result = lotsOfEvent({ on, ...event }, institution, rules);
  return [result.outcome, Object.fromEntries(result.lots.map((lot) => [lot.poolKind, lot.quantity]))];
};

describe('what creates release (DL-E1)', () => {
  test.each(['termination', 'withdrawal'] as const)(
    '%s of a hospital: one pooling place and its beds',
    (type) => {
      expect(lots({ type })).toEqual(['release', { outpatient_pooling: 1, inpatient_beds: 100 }]);
    },
  );

  test('a pharmacy with pooling leaves two places', () => {
    expect(lots({ type: 'termination' }, pharmacy)).toEqual([
      'release',
      { pharmacy_personal_account: 1, pharmacy_outpatient_pooling: 1 },
    ]);
  });

  test('only the services that end', () => {
    expect(lots({ type: 'withdrawal', services: ['inpatient'] })).toEqual([
      'release',
      { inpatient_beds: 100 },
    ]);
  });

  test('T52: downgrade II to I ends pooling, the personal account stays', () => {
    expect(lots({ type: 'downgrade', from: 'II', to: 'I' })).toEqual(['release', { outpatient_pooling: 1 }]);
    expect(lots({ type: 'downgrade', from: 'II', to: 'I' }, pharmacy)).toEqual([
      'release',
      { pharmacy_outpatient_pooling: 1 },
    ]);
  });

  test('downgrade III to II ends nothing', () => {
    expect(lots({ type: 'downgrade', from: 'III', to: 'II' })).toEqual(['none', {}]);
  });

  test('a downgrade whose levels are missing or go up is for review', () => {
    expect(lots({ type: 'downgrade' })).toEqual(['review', {}]);
    expect(lots({ type: 'downgrade', from: 'I', to: 'II' })).toEqual(['review', {}]);
  });

  test('suspension and change of name release nothing; fewer beds are for review', () => {
    expect(lots({ type: 'suspension' })).toEqual(['none', {}]);
    expect(lots({ type: 'name_change' })).toEqual(['none', {}]);
    expect(lots({ type: 'bed_reduction' })).toEqual(['review', {}]);
  });

  test('T30: an exempt institution that leaves before it counts leaves nothing, and that is flagged', () => {
    const exempt = { ...pharmacy, services: [{ service: 'personal_account', countsFrom: '2027-01-01' }] };
    const result = lotsOfEvent({ type: 'withdrawal', on: '2026-12-31' }, exempt, rules);
    expect(result).toMatchObject({ outcome: 'none', lots: [] });
    expect(result.flags).toHaveLength(1);
    expect(lotsOfEvent({ type: 'withdrawal', on: '2027-01-01' }, exempt, rules)).toMatchObject({
      outcome: 'release',
      flags: [],
    });
  });

  test('unknown beds, or a service that the register does not know, are for review; the rest is certain', () => {
    expect(lots({ type: 'termination' }, { ...hospital, designatedBeds: null })).toEqual([
      'review',
      { outpatient_pooling: 1 },
    ]);
    expect(lots({ type: 'withdrawal', services: ['dual_channel', 'inpatient'] })).toEqual([
      'review',
      { inpatient_beds: 100 },
    ]);
  });

  test('no designated beds: no lot of beds', () => {
    expect(lots({ type: 'termination' }, { ...hospital, designatedBeds: 0 })).toEqual([
      'release',
      { outpatient_pooling: 1 },
    ]);
  });
});

describe('to which area a release belongs (DL-E2)', () => {
  const rule = { medical: 'licensing_authority', pharmacy: 'business_licence' } as const;
  const area = (code: string, level = 'county') => ({ code, level, name: code });
  const base = {
    kind: 'medical',
    licensingArea: null,
    licensingLevel: null,
    businessArea: null,
    cityCode: '210200',
  } as const;

  test('T27: a pharmacy licensed in B belongs to B, wherever it stands', () => {
    expect(attributeRelease(rule, { ...base, kind: 'pharmacy', businessArea: area('B') })).toMatchObject({
      areaCode: 'B',
      level: 'county',
    });
  });

  test('a district authority gives its district, the city authority the city', () => {
    expect(
      attributeRelease(rule, {
        ...base,
        licensingLevel: 'county',
        licensingArea: area('A'),
        businessArea: area('B'),
      }),
    ).toMatchObject({ areaCode: 'A', level: 'county' });
    expect(
      attributeRelease(rule, { ...base, licensingLevel: 'city', licensingArea: area('210200', 'city') }),
    ).toMatchObject({ areaCode: '210200', level: 'city' });
  });

  test.each([
    ['nothing known', base, 'licensing_authority'],
    ['level without area', { ...base, licensingLevel: 'county' as const }, 'licensing_authority'],
    ['province', { ...base, licensingLevel: 'province' as const }, 'pool_of_provincial_licence'],
    [
      'pharmacy with a licensing authority only',
      { ...base, kind: 'pharmacy' as const, licensingLevel: 'county' as const, licensingArea: area('A') },
      'business_licence_area',
    ],
  ])('%s: missing, never the location', (_, institution, item) => {
    expect(attributeRelease(rule, institution)).toMatchObject({ missing: { item } });
  });
});
