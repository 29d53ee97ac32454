import type { Database } from '../../db/database.ts';
import type { FileFinding, ImportReport, StatedCounty } from '../import-report.ts';
import type { RowContext } from '../kind-row.ts';

/** What a check or a write is told besides the staged rows. */
export interface ImportRun extends RowContext {
  /** Date on which areas must be valid to be found, YYYY-MM-DD. */
  readonly asOf: string;
  /** The calendar date in Shanghai: what is derived and stored (areas of positions, extent, parents) holds for this day. */
  readonly today: string;
  /** Standard columns that the file states; complete when its rows are read. */
  statedColumns(): readonly string[];
}

export interface CheckOutcome {
  readonly findings?: readonly FileFinding[];
  readonly statedCounty?: StatedCounty;
  /** Rows that state no accuracy and keep the stored one. */
  readonly keptAccuracies?: number;
}

export interface WriteOutcome {
  readonly findings?: readonly FileFinding[];
  readonly removed?: ImportReport['removed'];
  readonly locations?: Readonly<Record<string, number>>;
  /** Replaces the counts of the rows where things stored and rows of the file are not one to one (population cells). */
  readonly counts?: { readonly inserted: number; readonly updated: number; readonly unchanged: number };
}

/** The set-based part of an import: judges what is staged, then writes it. */
export interface KindPipeline {
  /** Standard column under which trouble with the key is reported. */
  readonly keyField: string;
  check(tx: Database, run: ImportRun): Promise<CheckOutcome>;
  write(tx: Database, run: ImportRun): Promise<WriteOutcome>;
}
