import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { answerSchema, type DatedResource, itemSchema, SCOPE_INPUTS } from './dated-resource.ts';

/** Most items of one request. */
export const MOST_ITEMS = 5_000;

const page = {
  asOf: dateSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Most rows of the answer.'),
  after: z.coerce.number().int().min(0).optional().describe('Continues a list: as in `next`.'),
};

/** Query of a list: filters by plan, city or area, by the fields that allow it, and by date. */
export function listQuery(resource: DatedResource): z.ZodObject {
  const scopes = resource.scopes.flatMap((scope) => Object.entries(SCOPE_INPUTS[scope]));
  const fields = resource.fields
    .filter((field) => field.isFilter)
    .map(
      (field) =>
        [
          field.name,
          (field.type === 'int'
            ? z.coerce.number().int().min(0).max(9_999)
            : z.string().trim().min(1).max(200)
          ).optional(),
        ] as const,
    );
  const asOf = page.asOf.describe(
    resource.period === 'validity' ? 'Only what holds on this day.' : 'Only what was published by this day.',
  );
  const latest = z.enum(['true', 'false']).default('false').describe('true = only the latest of each key.');
  return z.strictObject({
    ...(resource.hasLatest ? { latest } : {}),
    ...Object.fromEntries(scopes.map(([name, schema]) => [name, schema.optional()] as const)),
    ...Object.fromEntries(fields),
    ...page,
    asOf,
  });
}

export function listAnswer(resource: DatedResource): z.ZodObject {
  return z.strictObject({ items: z.array(answerSchema(resource)), next: z.string().optional() });
}

/** Several rows at once; each is checked by itself so that every wrong one is told. */
export const manyItems = z.strictObject({ items: z.array(z.unknown()).min(1).max(MOST_ITEMS) });

/** What is answered when several rows were given. */
export const manyAnswer = z.strictObject({
  created: z.int(),
  unchanged: z.int(),
  ids: z.array(z.number()).describe('In the order of the items.'),
});

/** The body as OpenAPI tells it: one row, or many. */
export function bodyOf(resource: DatedResource): z.ZodType {
  const item = itemSchema(resource);
  return z.union([item, z.strictObject({ items: z.array(item).min(1).max(MOST_ITEMS) })]);
}

const document = z.string().trim().min(1).max(500).describe('Document that it rests on.');

export const endBody = z.strictObject({ validTo: dateSchema.describe('Last day.'), document });

/** What may be put right; at least one value, and the document. */
export function correctionBody(resource: DatedResource): z.ZodObject | undefined {
  const fields = resource.fields.filter((field) => field.isCorrectable);
  if (fields.length === 0) return undefined;
  const shape = Object.fromEntries(
    fields.map((field) => [field.name, unwrapDefault(field.schema).optional()] as const),
  );
  return z
    .strictObject({ ...shape, document })
    .refine((given) => Object.keys(given).length > 1, `give one of ${Object.keys(shape).join(', ')}`);
}

/** A value left out of a correction stays as it is: the default of an entry must not come in. */
function unwrapDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
}

export function snapshotsAnswer(resource: DatedResource): z.ZodObject {
  return z.strictObject({ created: z.int(), unchanged: z.int(), snapshots: z.array(answerSchema(resource)) });
}
