import type { Database } from '../db/database.ts';
import { ClientGoneError } from '../errors.ts';
import type { ImportKind } from './import-kind.ts';
import type { RowContext } from './kind-row.ts';
import type { RowMapper } from './mapping.ts';
import type { OpenedSource } from './readers/open-source.ts';
import { StagingWriter } from './staging.ts';
import { understandRow } from './understand-row.ts';

const PROGRESS_EVERY = 500;

/** What reading the whole file told. */
export interface ReadOutcome {
  readonly rowsRead: number;
  /** Rows whose accuracy nobody stated. */
  readonly accuracyAssumed: number;
}

/**
 * Reads every row of the file into the staging tables: mapped, checked cell by cell, converted to WGS 84.
 * Throws ClientGoneError when `signal` aborts, InvalidInputError when the file breaks off.
 */
export async function readRows(
  tx: Database,
  kind: ImportKind,
  source: OpenedSource,
  mapper: RowMapper,
  context: RowContext,
  caller: {
    readonly onProgress?: ((rows: number, total?: number) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<ReadOutcome> {
  const writer = new StagingWriter(tx, { keepOriginals: context.options.rejectedFile !== undefined });
  let rowsRead = 0;
  let accuracyAssumed = 0;
  for await (const row of source.rows) {
    if (caller.signal?.aborted) throw new ClientGoneError('the import was given up; nothing was written');
    rowsRead += 1;
    const mapped = row.problem
      ? {
          values: {},
          issues: [
            {
              code: 'unreadable-row' as const,
              field: row.problem.field,
              value: row.problem.value,
              detail: row.problem.reason,
            },
          ],
        }
      : mapper.map(row);
    if ('excluded' in mapped) await writer.addExcluded(row.row, mapped.excluded);
    else {
      const understood = row.problem
        ? unreadable(row.row, mapped.issues)
        : understandRow(kind, row, mapped, context);
      if (understood.value.states_accuracy === false && understood.geometry) accuracyAssumed += 1;
      await writer.add(understood, row);
    }
    if (rowsRead % PROGRESS_EVERY === 0) caller.onProgress?.(rowsRead, source.total);
  }
  await writer.flush();
  caller.onProgress?.(rowsRead, rowsRead);
  return { rowsRead, accuracyAssumed };
}

function unreadable(row: number, issues: Parameters<typeof understandRow>[2]['issues']) {
  return {
    row,
    key: null,
    hash: null,
    value: {} as Record<string, unknown>,
    geometry: null,
    readings: null,
    issues,
    rejected: true,
  };
}
