import { z } from 'zod';

/** Which designated pharmacies a bound or a count is about; `all` = whatever service they have. */
export const PHARMACY_KINDS = ['all', 'personal_account', 'outpatient_pooling', 'dual_channel'] as const;
export type PharmacyKind = (typeof PHARMACY_KINDS)[number];

export const pharmacyKindSchema = z.enum(PHARMACY_KINDS);

/** Bound and count must be of one kind; the first kind of the list for which a bound is given is taken. */
export const kindPreferenceSchema = z
  .array(pharmacyKindSchema)
  .min(1)
  .describe('Kinds of pharmacies whose bound and count are compared; the first for which a bound is given.');

/** Where the district of a pharmacy comes from. */
export const districtSchema = z
  .enum(['business_area', 'county'])
  .default('business_area')
  .describe('District by the authority of the business licence (business_area) or by location (county).');
