import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import { ISSUE_CODES, type RowIssue } from './issue-codes.ts';
import type { UnderstoodRow } from './kind-row.ts';
import type { SourceRow } from './readers/open-source.ts';
import { shownValue } from './shown-value.ts';

const nothing = z.object({});
const lockImports = namedQuery('importing/lock-imports', {
  params: z.object({}),
  row: z.object({ locks: z.number() }),
});
const stageRows = namedQuery('importing/stage-rows', {
  params: z.object({ rows: z.string() }),
  row: nothing,
});
const stageIssues = namedQuery('importing/stage-issues', {
  params: z.object({ issues: z.string() }),
  row: nothing,
});
const markRejectedRows = namedQuery('importing/mark-rejected-rows', {
  params: z.object({}),
  row: z.object({ row_no: z.number() }),
});
export const judgeDuplicates = namedQuery('importing/judge-duplicates', {
  params: z.object({ field: z.string() }),
  row: nothing,
});

const ROWS_PER_CHUNK = 1000;
const BYTES_PER_CHUNK = 4_000_000;

/** Takes the import lock and empties the staging tables; both last until the transaction ends. */
export async function beginStaging(tx: Database): Promise<void> {
  await lockImports(tx, {});
  await emptyStaging(tx);
}

/** Truncation takes effect with the transaction and leaves no dead rows. */
export async function emptyStaging(tx: Database): Promise<void> {
  await tx.script('truncate import_row, import_issue, import_cell');
}

/** Tells the planner about the staged rows, of which it otherwise knows nothing in this transaction. */
export async function analyzeStaging(tx: Database): Promise<void> {
  await tx.script('analyze import_row, import_issue');
}

/** Marks rows with a rejecting issue; returns how many were newly marked. */
export async function markRejected(tx: Database): Promise<number> {
  return (await markRejectedRows(tx, {})).length;
}

/** Writes understood rows to the staging tables in chunks, so that memory holds one chunk at a time. */
export class StagingWriter {
  readonly #tx: Database;
  readonly #keepOriginals: boolean;
  #rows: string[] = [];
  #issues: string[] = [];
  #bytes = 0;

  constructor(tx: Database, options: { keepOriginals: boolean }) {
    this.#tx = tx;
    this.#keepOriginals = options.keepOriginals;
  }

  async add(understood: UnderstoodRow, source: SourceRow): Promise<void> {
    const { row, key, hash, value, geometry, readings, issues, rejected } = understood;
    const original = this.#keepOriginals ? originalOf(source) : null;
    this.#push(this.#rows, {
      row_no: row,
      key,
      hash,
      value,
      geometry,
      readings,
      original,
      action: null,
      rejected,
    });
    for (const issue of issues) this.#addIssue(row, issue);
    await this.#flushIfFull();
  }

  /** Notes a row that the mapping leaves out on purpose. */
  async addExcluded(row: number, reason: string): Promise<void> {
    this.#addIssue(row, { code: 'excluded-by-mapping', field: 'row', detail: reason });
    await this.#flushIfFull();
  }

  async flush(): Promise<void> {
    const [rows, issues] = [this.#rows, this.#issues];
    this.#rows = [];
    this.#issues = [];
    this.#bytes = 0;
    if (rows.length > 0) await stageRows(this.#tx, { rows: `[${rows.join(',')}]` });
    if (issues.length > 0) await stageIssues(this.#tx, { issues: `[${issues.join(',')}]` });
  }

  #addIssue(row: number, issue: RowIssue): void {
    const { code, field, detail = null, allowed = null } = issue;
    this.#push(this.#issues, {
      row_no: row,
      severity: ISSUE_CODES[code].severity,
      code,
      field,
      value: shownValue(issue.value),
      detail,
      allowed,
    });
  }

  #push(chunk: string[], entry: unknown): void {
    const text = JSON.stringify(entry, storable);
    chunk.push(text);
    this.#bytes += text.length;
  }

  async #flushIfFull(): Promise<void> {
    if (
      this.#rows.length >= ROWS_PER_CHUNK ||
      this.#issues.length >= 5 * ROWS_PER_CHUNK ||
      this.#bytes >= BYTES_PER_CHUNK
    )
      await this.flush();
  }
}

// PostgreSQL cannot store U+0000 or half a surrogate pair; both only ever stand in text that is shown, never loaded.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const NOT_STORABLE = /[\u0000\p{Surrogate}]/gu;

function storable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(NOT_STORABLE, '\ufffd') : value;
}

/** The row as in the file; a geometry becomes a column of GeoJSON text. */
function originalOf(source: SourceRow): Record<string, unknown> {
  return source.geometry
    ? { ...source.values, geometry: JSON.stringify(source.geometry) }
    : { ...source.values };
}
