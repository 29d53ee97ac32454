import type { FactsInput } from '../../../../../api/policy/facts.ts';
import type { PharmacyKind } from '../../../../../api/policy/kinds/quantity/pharmacy-kind.ts';
import { anApplication, anArea, someFacts } from '../../../../support/policy-builders.ts';

type AreaInput = NonNullable<FactsInput['county']>;

/** Bound and count of one kind of pharmacy in an area. */
export interface Pharmacies {
  readonly kind?: PharmacyKind;
  readonly actual: number;
  readonly upper?: number | null;
  readonly notYetCounted?: number;
  readonly unattributed?: number;
}

const bound = (pharmacyKind: PharmacyKind, upper: number) => ({
  pharmacyKind,
  lower: null,
  upper,
  version: '2026',
  document: '上限界值公告',
});

/** The district 999901 with so many pharmacies; bounds of the same kind. */
export function aDistrict(of: Pharmacies, overrides: Partial<AreaInput> = {}): AreaInput {
  return {
    ...anArea(),
    ...figures(of, 'business_licence'),
    ...overrides,
  };
}

/** The street 999901001 of that district. */
export function aStreet(of: Pharmacies, overrides: Partial<AreaInput> = {}): AreaInput {
  return {
    ...anArea({ areaId: 3, code: '999901001', level: 'street', name: '甲街道', parentCode: '999901' }),
    ...figures(of, 'location'),
    ...overrides,
  };
}

function figures(
  { kind = 'personal_account', actual, upper, notYetCounted = 0, unattributed = 0 }: Pharmacies,
  attribution: 'location' | 'business_licence',
) {
  return {
    bounds: upper === undefined || upper === null ? [] : [bound(kind, upper)],
    pharmacies: {
      attribution,
      counts: [{ pharmacyKind: kind, counted: actual, notYetCounted }],
      unattributed,
    },
  };
}

/** A new pharmacy that asks for the personal account. */
export const aPharmacy = anApplication({
  applicant: { name: '甲药店' },
  kind: 'pharmacy',
  category: undefined,
});

/** Facts of a pharmacy whose business licence is of the district given. */
export function pharmacyFacts(
  businessArea: AreaInput | null,
  street: AreaInput | null,
  more: Partial<FactsInput> = {},
) {
  return someFacts({ type: null, businessArea, street, ...more });
}

const title = (zh: string, en: string) => ({ zh, en });
/** The bands of DL-D1. */
export const BANDS = [
  { name: 'unsaturated', title: title('非饱和区', 'unsaturated'), publishedAs: ['不饱和地区'], to: -1 },
  { name: 'saturated', title: title('饱和区', 'saturated'), from: 0, to: 6 },
  { name: 'over_saturated', title: title('过饱和区', 'over-saturated'), from: 7 },
];

/** The rule DL-D1. */
export function bandRule(parameters: object = {}, options: object = {}) {
  return { id: 'DL-D1', kind: 'saturation-band', parameters: { bands: BANDS, ...parameters }, options };
}
