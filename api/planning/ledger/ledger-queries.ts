import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';
import { poolSchema } from '../../policy/facts-of-release.ts';

export const POOL_KINDS = poolSchema.shape.poolKind.options;
export const ENTRY_KINDS = [
  'release',
  'consume',
  'reset',
  'suspend',
  'restore',
  'transfer_out',
  'reversal',
] as const;
export const LOT_EVENTS = ['termination', 'withdrawal', 'downgrade', 'transfer'] as const;
export const LOT_USES = ['pool', 'street_capacity', 'undecided'] as const;

const uuid = z.uuid();

export const lockPoolsByKey = namedQuery('ledger/lock-pools', {
  params: z.object({ planId: z.string(), poolKinds: z.array(z.string()), areaIds: z.array(z.number()) }),
  row: z.object({ locks: z.number() }),
});

export const lockLots = namedQuery('ledger/lock-lots', {
  params: z.object({ lotIds: z.array(uuid) }),
  row: z.object({ lot_id: uuid }),
});

export const listPoolLots = namedQuery('ledger/list-pool-lots', {
  params: z.object({
    planId: z.string(),
    poolKinds: z.array(z.string()),
    areaIds: z.array(z.number()),
    asOf: z.string(),
    ledgerAsOf: z.string(),
  }),
  row: z.object({
    lot_id: uuid,
    pool_kind: z.enum(POOL_KINDS),
    area_id: z.number(),
    area_code: z.string(),
    area_level: poolSchema.shape.areaLevel,
    quantity: z.number(),
    remaining: z.number(),
    available: z.number(),
    suspended: z.number(),
    wiped: z.number(),
    released_on: z.string(),
    valid_to: z.string(),
    published_on: z.string().nullable(),
    usage: z.enum(LOT_USES),
    street_code: z.string().nullable(),
    event: z.enum(LOT_EVENTS),
  }),
});
export type PoolLotRow = z.output<typeof listPoolLots.row>;

export const insertEntries = namedQuery('ledger/book-entries', {
  params: z.object({
    lotIds: z.array(uuid),
    entries: z.array(z.enum(ENTRY_KINDS)),
    quantities: z.array(z.number()),
    applicationIds: z.array(uuid.nullable()),
    touched: z.array(z.boolean()),
    documents: z.array(z.string().nullable()),
    reverses: z.array(z.number().nullable()),
    intoLots: z.array(uuid.nullable()),
    effectiveOn: z.string(),
    settlementId: uuid.nullable(),
    enteredBy: z.string(),
  }),
  row: z.object({
    entry_id: z.number().nullable(),
    lot_id: uuid,
    problem: z
      .enum([
        'unknown',
        'void',
        'not_valid',
        'not_in_pool',
        'overdrawn',
        'restored_too_much',
        'above_quantity',
      ])
      .nullable(),
    day: z.string().nullable(),
    balance: z.number().nullable(),
  }),
});
export type BookingRow = z.output<typeof insertEntries.row>;
