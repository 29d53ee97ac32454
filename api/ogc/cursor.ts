import { z } from 'zod';
import type { FieldType } from '../collections/collection.ts';
import type { Position, SortKey } from '../collections/item-query.ts';
import { InvalidInputError } from '../errors.ts';
import { sortbyText } from './field-parameters.ts';

/**
 * Where a walk through a layer goes on. It holds no limit (a client may change that on the way) and no filter; the count
 * made when the walk began goes along, with a mark of the selection it was made for.
 */
export interface Cursor {
  readonly position: Position;
  readonly matched?: { readonly count: number; readonly selectionMark: string };
}

const shape = z.tuple([
  z.literal(1),
  z.string(),
  z.array(z.string().nullable()),
  z.int().min(0),
  z.int().min(0).nullable(),
  z.string().max(64),
]);

/** An opaque text for links. */
export function encodeCursor(sort: readonly SortKey[], { position, matched }: Cursor): string {
  const content: z.infer<typeof shape> = [
    1,
    sortbyText(sort),
    [...position.keys],
    position.fid,
    matched?.count ?? null,
    matched?.selectionMark ?? '',
  ];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Reads a cursor made by `encodeCursor` for the same order. Throws InvalidInputError for any other text. */
export function decodeCursor(sort: readonly SortKey[], text: string): Cursor {
  const refuse = (reason: string) =>
    new InvalidInputError([
      { field: 'cursor', reason, allowed: 'the cursor of a next link, with the same sortby' },
    ]);
  const parsed = shape.safeParse(readJson(text));
  if (!parsed.success) throw refuse('is not a cursor of this service');
  const [, madeFor, keys, fid, count, selectionMark] = parsed.data;
  if (madeFor !== sortbyText(sort)) throw refuse('was made for another sortby');
  const fits =
    keys.length === sort.length &&
    sort.every(({ field }, index) => isValueOf(field.type, keys[index] ?? null));
  if (!fits) throw refuse('is not a cursor of this service');
  return { position: { keys, fid }, ...(count === null ? {} : { matched: { count, selectionMark } }) };
}

function readJson(text: string): unknown {
  // Node's decoder skips characters that are not base64url; a cursor has none.
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const VALUES: Partial<Record<FieldType, z.ZodType>> = {
  string: z.string().refine((value) => !value.includes('\0')),
  integer: z.string().regex(/^-?\d{1,18}$/),
  number: z
    .string()
    .regex(/^-?\d+(\.\d+)?(e[+-]\d{1,3})?$/)
    .refine((value) => Number.isFinite(Number(value))),
  boolean: z.enum(['true', 'false']),
  date: z.iso.date().refine((value) => value >= '0001'),
  'date-time': z.iso.datetime().refine((value) => value >= '0001'),
};

/** A value that the database would refuse must be refused here, as the caller's mistake. */
function isValueOf(type: FieldType, value: string | null): boolean {
  return value === null || (VALUES[type]?.safeParse(value).success ?? false);
}
