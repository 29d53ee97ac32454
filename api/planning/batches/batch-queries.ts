import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

const uuid = z.uuid();

export const listUnassessed = namedQuery('batches/list-unassessed', {
  params: z.object({ batchId: uuid, planHash: z.string(), since: z.date(), limit: z.number() }),
  row: z.object({ application_id: uuid }),
});

export const listFrozen = namedQuery('batches/list-frozen', {
  params: z.object({
    batchId: uuid,
    after: uuid.nullable(),
    only: z.array(uuid).nullable(),
    limit: z.number(),
  }),
  row: z.object({
    application_id: uuid,
    assessment_id: uuid,
    revision: z.number(),
    plan_hash: z.string(),
    application: z.unknown(),
    facts: z.unknown(),
  }),
});

export const listPairs = namedQuery('batches/list-pairs', {
  params: z.object({
    applicationIds: z.array(uuid),
    groups: z.array(z.string().nullable()),
    accuraciesM: z.array(z.number()),
    limitM: z.number(),
    limit: z.number(),
  }),
  row: z.object({
    a: uuid,
    b: uuid,
    distance_m: z.number(),
    verdict: z.enum(['within', 'uncertain']),
  }),
});

export const countPromised = namedQuery('batches/count-promised', {
  params: z.object({ planId: z.string(), on: z.string() }),
  row: z.object({
    attribution: z.enum(['location', 'business_licence']),
    code: z.string(),
    pharmacy_kind: z.string(),
    promised: z.number(),
  }),
});

export const listSnapshotOutcomes = namedQuery('batches/list-snapshot-outcomes', {
  params: z.object({ batchId: uuid }),
  row: z.object({ application_id: uuid, outcomes: z.record(z.string(), z.string()) }),
});

export const listPromisedSites = namedQuery('batches/list-promised-sites', {
  params: z.object({
    applicationIds: z.array(uuid),
    types: z.array(z.number().nullable()),
    limitM: z.number(),
    on: z.string(),
    limit: z.number(),
  }),
  row: z.object({
    application_id: uuid,
    application_no: z.number(),
    is_waiting: z.boolean(),
    name: z.string(),
    kind: z.string(),
    service: z.string(),
    category: z.string().nullable(),
    type_no: z.number().nullable(),
    accuracy_m: z.number(),
    lon: z.number(),
    lat: z.number(),
    distance_m: z.number(),
  }),
});

export const listNeededPools = namedQuery('batches/list-needed-pools', {
  params: z.object({ batchId: uuid }),
  row: z.object({ pool_kind: z.string(), area_code: z.string() }),
});

export const listQueueAssessments = namedQuery('batches/list-queue-assessments', {
  params: z.object({ applicationIds: z.array(uuid) }),
  row: z.object({
    application_id: uuid,
    contents: z.unknown(),
    assessment_id: uuid,
    result: z.unknown(),
  }),
});

export const listQueueRows = namedQuery('batches/list-queue', {
  params: z.object({
    planId: z.string().nullable(),
    poolKind: z.string().nullable(),
    areaCode: z.string().nullable(),
    isHistory: z.boolean(),
    offset: z.number(),
    limit: z.number(),
  }),
  row: z.object({
    application_id: uuid,
    applicant_name: z.string(),
    plan_id: z.string(),
    pool_kind: z.string(),
    code: z.string(),
    level: z.string(),
    name: z.string(),
    place: z.number(),
    position: z.number().nullable(),
    need: z.number(),
    beds: z.number(),
    batch_id: uuid,
    entered_on: z.string(),
    left_on: z.string().nullable(),
    left_because: z.enum(['admitted', 'withdrawn']).nullable(),
  }),
});
