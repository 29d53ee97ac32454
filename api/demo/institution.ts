import type { Street } from './build-areas.ts';
import type { LonLat } from './plane.ts';

export type Service =
  | 'personal_account'
  | 'outpatient_pooling'
  | 'outpatient_chronic'
  | 'inpatient'
  | 'dual_channel'
  | 'special_drugs'
  | 'medical_assistance'
  | 'ltc_home_care'
  | 'ltc_residential_care'
  | 'ltc_dementia_unit';

export interface Agreement {
  readonly services: readonly Service[];
  readonly status: 'active' | 'suspended' | 'terminated' | 'withdrawn';
  readonly from: string;
  readonly to?: string;
  readonly countsFrom?: string;
}

export type BedCategory = 'general' | 'paediatric' | 'psychiatric' | 'rehabilitation' | 'nursing' | 'ltc';
export interface Beds {
  readonly licensed: number;
  readonly open: number;
  readonly designated: number;
  readonly occupiedBedDays: number;
}

/** Where an institution stands and how well that is known. */
export interface Site {
  readonly position: LonLat;
  readonly street: Street;
  readonly accuracyM: number;
  readonly verified: boolean;
}

/** One institution of the demo city before it is written as a row of the standard import format. */
export interface DemoInstitution extends Site {
  readonly kind: 'medical' | 'pharmacy' | 'ltc_home' | 'ltc_residential' | 'ltc_both';
  readonly typeNo: number | null;
  readonly category: string;
  readonly name: string;
  readonly address: string;
  readonly licensedFrom: string;
  readonly closedOn?: string;
  readonly agreement?: Agreement;
  readonly grade?: 'tertiary' | 'secondary' | 'primary' | 'ungraded';
  readonly settlementLevel?: 'I' | 'II' | 'III';
  readonly beds?: Partial<Record<BedCategory, Beds>>;
  /** Licensed by the city rather than by the county it stands in. */
  readonly cityLicensed?: boolean;
  /** County that issued the business licence, where it is not the county of the place. */
  readonly businessLicenceCounty?: string;
  readonly managementArea?: string;
  /** The hospital that this is a branch of; stands earlier in the file. */
  readonly branchOf?: DemoInstitution;
}
