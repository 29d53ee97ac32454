import type { Geometry } from 'geojson';
import type { z } from 'zod';
import type { Crs } from '../geo/crs.ts';
import type { TypeScheme } from '../policy/type-scheme.ts';
import type { ParsedOptions } from './import-options.ts';
import { ISSUE_CODES, type IssueCode, type RowIssue } from './issue-codes.ts';
import type { Cell } from './row-fields.ts';

/** What rows of a file are understood by. */
export interface RowContext {
  readonly options: ParsedOptions;
  /** Coordinate system of the positions; undefined where the file needs none. */
  readonly crs: Crs | undefined;
  readonly scheme: TypeScheme;
  /** Default register name of rows that state none. */
  readonly source: string;
}

/** A row as it will be loaded, unless `issues` hold a rejection. */
export interface UnderstoodRow {
  readonly row: number;
  /** By what the row is known again in the file and in the database; null where it cannot be said. */
  readonly key: string | null;
  /** Fingerprint of everything that would be stored. */
  readonly hash: string | null;
  readonly value: Readonly<Record<string, unknown>>;
  /** In WGS 84. */
  readonly geometry: Geometry | null;
  /** The same numbers read in other datums; kept where the file names a county to compare with. */
  readonly readings: Readonly<Record<string, readonly [number, number]>> | null;
  readonly issues: readonly RowIssue[];
  readonly rejected: boolean;
}

/** What a kind makes of a row whose cells are valid. */
export interface KindRow {
  readonly key: string | null;
  readonly value: Readonly<Record<string, unknown>>;
  readonly geometry?: Geometry | null;
  readonly readings?: UnderstoodRow['readings'];
  readonly issues: readonly RowIssue[];
  /** Replaces `value` in the fingerprint. */
  readonly fingerprint?: unknown;
}

export function isRejection(issue: { readonly code: IssueCode }): boolean {
  return ISSUE_CODES[issue.code].severity === 'rejected';
}

/** Parses cells by a row schema of fields from row-fields.ts; the value shown is the cell as mapped. */
export function parseCells<Schema extends z.ZodObject>(
  schema: Schema,
  values: Readonly<Record<string, Cell>>,
): { readonly row: z.output<Schema> } | { readonly issues: RowIssue[] } {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { row: parsed.data };
  return {
    issues: parsed.error.issues.map((issue) => {
      const field = String(issue.path[0]);
      const params = (issue.code === 'custom' ? issue.params : undefined) as {
        code: IssueCode;
        detail?: string;
        allowed?: string;
      };
      return { field, value: values[field] ?? null, ...params };
    }),
  };
}
