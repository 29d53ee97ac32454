import { CITY } from './city-plan.ts';
import type { Row } from './csv.ts';
import type { BedCategory, DemoInstitution } from './institution.ts';
import { BED_PERIOD } from './medical-profile.ts';

const BED_CATEGORIES: readonly BedCategory[] = [
  'general',
  'paediatric',
  'psychiatric',
  'rehabilitation',
  'nursing',
  'ltc',
];
const BED_FIGURES = ['licensed', 'open', 'designated', 'occupied_bed_days'] as const;

/** The standard columns of an institutions file, in the order written. */
// biome-ignore format: a table
export const INSTITUTION_COLUMNS: readonly string[] = [
  'code', 'name', 'kind', 'category', 'address', 'lon',
  'lat', 'accuracy_m', 'verified', 'stated_county', 'licensing_authority', 'licensing_level',
  'licensing_area_code', 'business_licence_area_code', 'management_area_code', 'hospital_grade', 'settlement_level', 'parent_code',
  'is_branch', 'valid_from', 'valid_to', 'services', 'designation_status', 'designated_from',
  'designated_to', 'counts_from',
  ...BED_CATEGORIES.flatMap((category) => BED_FIGURES.map((figure) => `beds_${category}_${figure}`)),
  'beds_valid_from', 'beds_valid_to',
];

/** National form of institution codes: H (medical, care) or P (pharmacy), division code, five digits; by order of the list. */
export function assignCodes(institutions: readonly DemoInstitution[]): ReadonlyMap<DemoInstitution, string> {
  const serials = new Map<string, number>();
  return new Map(
    institutions.map((one) => {
      const prefix = `${one.kind === 'pharmacy' ? 'P' : 'H'}${one.street.county.code}`;
      const serial = (serials.get(prefix) ?? 0) + 1;
      serials.set(prefix, serial);
      return [one, `${prefix}${String(serial).padStart(5, '0')}`];
    }),
  );
}

/** One row of the standard institutions format. Some positions are left out on purpose (`unlocated`). */
export function institutionRow(
  one: DemoInstitution,
  codes: ReadonlyMap<DemoInstitution, string>,
  unlocated: boolean,
): Row {
  const { county } = one.street;
  const pharmacy = one.kind === 'pharmacy';
  const office = pharmacy ? '市场监督管理局' : '卫生健康局';
  return {
    code: codes.get(one)!,
    name: one.name,
    kind: one.kind,
    category: one.category,
    address: one.address,
    ...(unlocated ? {} : { lon: one.position[0], lat: one.position[1] }),
    accuracy_m: one.accuracyM,
    verified: one.verified && !unlocated,
    stated_county: county.name,
    licensing_authority: one.cityLicensed ? '示例市卫生健康委员会' : `示例市${county.name}${office}`,
    licensing_level: one.cityLicensed ? 'city' : 'county',
    licensing_area_code: one.cityLicensed ? CITY.code : (one.branchOf?.street.county.code ?? county.code),
    business_licence_area_code: pharmacy ? (one.businessLicenceCounty ?? county.code) : undefined,
    management_area_code: one.managementArea,
    hospital_grade: one.grade,
    settlement_level: one.settlementLevel,
    parent_code: one.branchOf && codes.get(one.branchOf),
    is_branch: one.branchOf !== undefined,
    valid_from: one.licensedFrom,
    valid_to: one.closedOn,
    services: one.agreement?.services.join(';'),
    designation_status: one.agreement?.status,
    designated_from: one.agreement?.from,
    designated_to: one.agreement?.to,
    counts_from: one.agreement?.countsFrom,
    ...bedColumns(one),
  };
}

function bedColumns({ beds }: DemoInstitution): Row {
  if (!beds) return {};
  const figures = Object.entries(beds).flatMap(([category, bed]) => [
    [`beds_${category}_licensed`, bed.licensed],
    [`beds_${category}_open`, bed.open],
    [`beds_${category}_designated`, bed.designated],
    [`beds_${category}_occupied_bed_days`, bed.occupiedBedDays],
  ]);
  return { ...Object.fromEntries(figures), beds_valid_from: BED_PERIOD.from, beds_valid_to: BED_PERIOD.to };
}
