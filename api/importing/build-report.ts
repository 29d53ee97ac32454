import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import {
  type FileFinding,
  type ImportReport,
  ISSUE_CAP,
  type ReportedIssue,
  type StatedCounty,
} from './import-report.ts';
import { type IssueCode, issueReason } from './issue-codes.ts';
import type { WriteOutcome } from './kinds/kind-pipeline.ts';

const none = z.object({});
const text = z.string().nullable();
const issueRow = z.object({
  row_no: z.number(),
  code: z.string(),
  field: z.string(),
  value: text,
  detail: text,
  allowed: text,
});
const listIssues = namedQuery('importing/list-issues', {
  params: z.object({ severity: z.string(), limit: z.number() }),
  row: issueRow,
});
const countIssues = namedQuery('importing/count-issues', {
  params: none,
  row: z.object({ severity: z.string(), code: z.string(), reason: text, issues: z.number() }),
});
const countRows = namedQuery('importing/count-rows', {
  params: none,
  row: z.object({
    rejected: z.number(),
    inserted: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    duplicates: z.number(),
    warned: z.number(),
  }),
});

/** What is known of the file and the run besides the staged rows. */
export type RunFacts = Pick<
  ImportReport,
  'importId' | 'kind' | 'fileName' | 'sha256' | 'format' | 'dryRun' | 'rowsRead' | 'findings'
> & {
  readonly encoding?: string;
  readonly crs?: string;
  readonly statedCounty?: StatedCounty;
  readonly startedAt: Date;
};

/** Makes the report of what is staged and, after the writes, of what they did. Nothing is loaded without `written`. */
export async function buildReport(
  tx: Database,
  facts: RunFacts,
  written?: WriteOutcome,
): Promise<ImportReport> {
  const { startedAt, ...known } = facts;
  const [rows] = await countRows(tx, {});
  const counted = await countIssues(tx, {});
  const total = (severity: string) =>
    counted.filter((row) => row.severity === severity).reduce((sum, row) => sum + row.issues, 0);
  const loaded = written ? (written.counts ?? rows) : undefined;
  const excluded = counted.filter((row) => row.severity === 'excluded');
  return {
    ...known,
    committed: written !== undefined && !facts.dryRun,
    inserted: loaded?.inserted ?? 0,
    updated: loaded?.updated ?? 0,
    unchanged: loaded?.unchanged ?? 0,
    duplicates: rows?.duplicates ?? 0,
    rejected: rows?.rejected ?? 0,
    excluded: total('excluded'),
    excludedBy: Object.fromEntries(excluded.map((row) => [row.reason ?? row.code, row.issues])),
    removed: written?.removed ?? {},
    warnings: rows?.warned ?? 0,
    reasons: Object.fromEntries(
      counted.filter((row) => row.severity !== 'excluded').map((row) => [row.code, row.issues]),
    ),
    findings: [...facts.findings, ...(written?.findings ?? [])],
    issues: await reportedIssues(tx, 'rejected'),
    issuesTotal: total('rejected'),
    warningIssues: await reportedIssues(tx, 'warning'),
    warningIssuesTotal: total('warning'),
    ...(written?.locations ? { locations: written.locations } : {}),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
  };
}

async function reportedIssues(tx: Database, severity: string): Promise<ReportedIssue[]> {
  const rows = await listIssues(tx, { severity, limit: ISSUE_CAP });
  return rows.map((row) => ({
    row: row.row_no,
    field: row.field,
    ...(row.value === null ? {} : { value: row.value }),
    code: row.code,
    reason: issueReason(row.code as IssueCode, row.detail),
    ...(row.allowed === null ? {} : { allowed: row.allowed }),
  }));
}

/** A finding that only informs. */
export function note(code: string, zh: string, en: string, details?: FileFinding['details']): FileFinding {
  return { code, blocking: false, reason: { zh, en }, ...(details ? { details } : {}) };
}
