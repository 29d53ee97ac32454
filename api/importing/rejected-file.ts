import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import { type IssueCode, issueReason } from './issue-codes.ts';
import { BOOKKEEPING_COLUMNS } from './mapping.ts';

interface RejectedRow {
  readonly row_no: number;
  readonly original: Record<string, unknown> | null;
  readonly issues: ReadonlyArray<{
    code: IssueCode;
    field: string;
    detail: string | null;
    allowed: string | null;
  }> | null;
}
const listRejected = namedQuery('importing/list-rejected-rows', {
  params: z.object({ after: z.number(), limit: z.number() }),
  row: z.object({ row_no: z.number(), original: z.unknown(), issues: z.unknown() }),
});
const listColumns = namedQuery('importing/list-rejected-columns', {
  params: z.object({}),
  row: z.object({ name: z.string() }),
});
const PAGE = 1000;

/**
 * Writes the rejected rows as UTF-8 CSV (with BOM, so that Excel reads it): the columns of the file, a geometry as GeoJSON
 * text, then `_row`, `_reason` and `_source`, which an import ignores or needs to know the row again. Returns the number of rows.
 */
export async function writeRejectedFile(
  tx: Database,
  path: string,
  fileColumns: readonly string[],
  source: string,
): Promise<number> {
  const held = (await listColumns(tx, {})).map((row) => row.name);
  const bookkeeping: readonly string[] = BOOKKEEPING_COLUMNS;
  const columns = [...new Set([...fileColumns, ...held])].filter((name) => !bookkeeping.includes(name));
  const stream = createWriteStream(path, { encoding: 'utf8' });
  const write = async (line: string) => {
    if (!stream.write(line)) await once(stream, 'drain');
  };
  let rows = 0;
  try {
    await write(`\ufeff${[...columns, ...bookkeeping].map(csvCell).join(',')}\r\n`);
    for (let after = -1; ; ) {
      const page = (await listRejected(tx, { after, limit: PAGE })) as unknown as RejectedRow[];
      for (const row of page) {
        const source_ = typeof row.original?._source === 'string' ? row.original._source : source;
        const cells = [...columns.map((name) => row.original?.[name]), row.row_no, reasonsOf(row), source_];
        await write(`${cells.map(csvCell).join(',')}\r\n`);
      }
      rows += page.length;
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.row_no;
    }
  } finally {
    stream.end();
  }
  await finished(stream);
  return rows;
}

function reasonsOf(row: RejectedRow): string {
  return (row.issues ?? [])
    .map((issue) => {
      const { zh, en } = issueReason(issue.code, issue.detail);
      return `${issue.field}: ${zh} / ${en}${issue.allowed ? ` (${issue.allowed})` : ''}`;
    })
    .join(' | ');
}

function csvCell(value: unknown): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
