import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { PROGRAM_ROOT } from '../paths.ts';
import type { Database } from './database.ts';
import type { PlanMode } from './plan-mode.ts';

/** A statement of `sql/<topic>/<verb-noun>.sql`: its text, the order of its parameters and the shape of its rows. */
export interface NamedQuery<Params extends z.ZodRawShape, Row extends z.ZodRawShape> {
  (db: Database, params: z.input<z.ZodObject<Params>>): Promise<z.output<z.ZodObject<Row>>[]>;
  /** `<topic>/<verb-noun>`; also the name of the prepared statement. */
  readonly id: string;
  readonly text: string;
  readonly params: z.ZodObject<Params>;
  readonly row: z.ZodObject<Row>;
}

const registered = new Map<string, NamedQuery<z.ZodRawShape, z.ZodRawShape>>();

/**
 * Declares the caller's side of one SQL file. The keys of `params`, in order, are `$1`, `$2`, …
 * Rows are typed by `row`; they are not parsed on each call: a test prepares every file and compares its columns.
 * `plan: 'generic'` is for statements of a few milliseconds that are asked again and again with other values.
 * Throws when the file is missing or the same id is declared twice.
 */
export function namedQuery<Params extends z.ZodRawShape, Row extends z.ZodRawShape>(
  id: string,
  shape: { params: z.ZodObject<Params>; row: z.ZodObject<Row>; plan?: PlanMode },
): NamedQuery<Params, Row> {
  if (registered.has(id)) throw new Error(`named query ${id} is declared twice`);
  const text = readFileSync(join(PROGRAM_ROOT, 'sql', `${id}.sql`), 'utf8');
  const { plan } = shape;
  const order = Object.keys(shape.params.shape);
  const run = (db: Database, params: Record<string, unknown>) =>
    db.run({ name: id, text, values: order.map((key) => params[key] ?? null), ...(plan ? { plan } : {}) });
  const query = Object.assign(run, {
    id,
    text,
    params: shape.params,
    row: shape.row,
  }) as unknown as NamedQuery<Params, Row>;
  registered.set(id, query as unknown as NamedQuery<z.ZodRawShape, z.ZodRawShape>);
  return query;
}

/** Every query declared so far by the modules loaded; for tests and for preparing at boot. */
export function listNamedQueries(): ReadonlyArray<NamedQuery<z.ZodRawShape, z.ZodRawShape>> {
  return [...registered.values()];
}
