import { ImportRejectedError } from '../errors.ts';
import type { Localized } from '../localized.ts';
import type { ImportKind } from './import-kind.ts';

/** How many positions lie in the county that their row names, as declared and in other readings of the same numbers. */
export interface StatedCounty {
  readonly compared: number;
  readonly inside: number;
  readonly insideIfRead: Readonly<Record<'CRS84' | 'GCJ02' | 'BD09', number>>;
}

/** One finding about one row. */
export interface ReportedIssue {
  /** As the user counts in the file; see SourceRow.row. */
  readonly row: number;
  readonly field: string;
  readonly value?: string;
  readonly code: string;
  readonly reason: Localized;
  readonly allowed?: string;
}

/** One finding about the file as a whole. `blocking` findings stop the import unless accepted. */
export interface FileFinding {
  readonly code: string;
  readonly blocking: boolean;
  readonly reason: Localized;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface ImportReport {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly sha256: string;
  readonly format: string;
  readonly encoding?: string;
  /** Coordinate system that the positions were read in. */
  readonly crs?: string;
  readonly dryRun: boolean;
  /** True when something was written (and kept). */
  readonly committed: boolean;
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Identical repeats of a row inside the file. */
  readonly duplicates: number;
  readonly rejected: number;
  readonly excluded: number;
  /** Rows left out on purpose, by the reason that the mapping names. */
  readonly excludedBy: Readonly<Record<string, number>>;
  /**
   * Stored things that the file no longer holds and that were removed, by table: designations, beds and grades of the institutions
   * in the file, cells of a population surface. Empty for kinds that remove nothing.
   */
  readonly removed: Readonly<Record<string, number>>;
  /** Rows with at least one warning. */
  readonly warnings: number;
  /** Number of findings by code: rejections and warnings. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly findings: readonly FileFinding[];
  /** Rejections by row, the first ISSUE_CAP of them. */
  readonly issues: readonly ReportedIssue[];
  readonly issuesTotal: number;
  /** Warnings by row, the first ISSUE_CAP of them. */
  readonly warningIssues: readonly ReportedIssue[];
  readonly warningIssuesTotal: number;
  /** How many positions lie in the county that their row states, as declared and read in other datums. */
  readonly statedCounty?: StatedCounty;
  /** Loaded positions by how their areas were found. */
  readonly locations?: Readonly<Record<string, number>>;
  readonly rejectedFile?: string;
  readonly seconds: number;
}

/** Most findings of each sort that a report lists; the totals always count all. */
export const ISSUE_CAP = 1000;

/** The file was not imported and nothing was written; `report` says why, row by row. */
export class FileRejectedError extends ImportRejectedError {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super(
      summary(report),
      report.issues.map(({ row, field, value, reason, allowed }) => ({
        field: `row ${row}: ${field}`,
        ...(value === undefined ? {} : { value }),
        reason: reason.en,
        ...(allowed === undefined ? {} : { allowed }),
      })),
    );
    this.report = report;
  }
}

function summary(report: ImportReport): string {
  const blocking = report.findings.filter((finding) => finding.blocking).map((finding) => finding.reason.en);
  const rows = report.rejected > 0 ? [`${report.rejected} of ${report.rowsRead} rows are rejected`] : [];
  return `nothing of ${report.fileName} was imported: ${[...rows, ...blocking].join('; ')}`;
}
