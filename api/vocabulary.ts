/** Kinds of institution: medical institutions, pharmacies, long-term care at home (家护), residential (院护), both. */
export const INSTITUTION_KINDS = ['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both'] as const;

/** Services an institution may be designated for (个账、门诊统筹、门诊慢特病、住院、双通道、特药、医疗救助、家护、院护、失智专区). */
export const SERVICES = [
  'personal_account',
  'outpatient_pooling',
  'outpatient_chronic',
  'inpatient',
  'dual_channel',
  'special_drugs',
  'medical_assistance',
  'ltc_home_care',
  'ltc_residential_care',
  'ltc_dementia_unit',
] as const;

/** Categories by which beds are counted. */
export const BED_CATEGORIES = [
  'general',
  'paediatric',
  'psychiatric',
  'rehabilitation',
  'nursing',
  'ltc',
] as const;
