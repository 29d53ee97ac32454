import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';
import { poolSchema } from '../../policy/facts-of-release.ts';
import { LOT_EVENTS, LOT_USES, POOL_KINDS } from './ledger-queries.ts';

const uuid = z.uuid();

export const listLotRows = namedQuery('ledger/list-lots', {
  params: z.object({
    planId: z.string().nullable(),
    poolKind: z.string().nullable(),
    areaCode: z.string().nullable(),
    areaLevel: z.string().nullable(),
    institutionId: z.number().nullable(),
    usage: z.string().nullable(),
    onlyValid: z.boolean(),
    asOf: z.string(),
    lotId: uuid.nullable(),
    afterValidTo: z.string().nullable(),
    afterReleasedOn: z.string().nullable(),
    afterLotId: uuid.nullable(),
    rowLimit: z.number(),
  }),
  row: z.object({
    lot_id: uuid,
    plan_id: z.string(),
    pool_kind: z.enum(POOL_KINDS),
    area_code: z.string(),
    area_level: poolSchema.shape.areaLevel,
    area_name: z.string(),
    quantity: z.number(),
    event: z.enum(LOT_EVENTS),
    institution_code: z.string().nullable(),
    institution_id: z.number().nullable(),
    institution_name: z.string(),
    released_on: z.string(),
    valid_to: z.string(),
    is_valid: z.boolean(),
    usage: z.enum(LOT_USES),
    street_code: z.string().nullable(),
    street_name: z.string().nullable(),
    transferred_from: uuid.nullable(),
    voided: z.boolean(),
    document: z.string(),
    entered_by: z.string(),
    entered_at: z.date(),
    balance: z.number(),
    suspended: z.number(),
    published_on: z.string().nullable(),
  }),
});
export type LotRow = z.output<typeof listLotRows.row>;

export const describeLeaver = namedQuery('ledger/describe-leaver', {
  params: z.object({ institutionId: z.number(), dayBefore: z.string(), on: z.string() }),
  row: z.object({
    institution_id: z.number(),
    code: z.string().nullable(),
    name: z.string(),
    kind: z.enum(['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both']),
    licensing_level: z.enum(['province', 'city', 'county']).nullable(),
    licensing_code: z.string().nullable(),
    licensing_area_level: z.string().nullable(),
    licensing_name: z.string().nullable(),
    business_code: z.string().nullable(),
    business_area_level: z.string().nullable(),
    business_name: z.string().nullable(),
    street_id: z.number().nullable(),
    street_code: z.string().nullable(),
    services: z.array(
      z.object({
        service: z.string(),
        countsFrom: z.string().nullable(),
        from: z.string().nullable(),
        isTemporary: z.boolean(),
        runsOn: z.boolean(),
      }),
    ),
    starts: z.array(z.object({ service: z.string(), from: z.string() })),
    designated_beds: z.number().nullable(),
    level_before: z.enum(['I', 'II', 'III']).nullable(),
    level_on: z.enum(['I', 'II', 'III']).nullable(),
  }),
});
export type Leaver = z.output<typeof describeLeaver.row>;
