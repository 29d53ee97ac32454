import type { ImportReport, ReportedIssue } from './import-report.ts';
import type { Preview } from './preview-file.ts';

const SHOWN_ISSUES = 50;

/** The report as a page of text for a terminal. */
export function printReport(report: ImportReport): string {
  const outcome = report.dryRun
    ? 'DRY RUN: checked as a whole, nothing kept'
    : report.committed
      ? 'IMPORTED'
      : 'REJECTED: nothing was written';
  const lines = [
    `${outcome} — ${report.kind} from ${report.fileName} (${[report.format, report.encoding, report.crs].filter(Boolean).join(', ')})`,
    `rows read   ${report.rowsRead}`,
    `inserted    ${report.inserted}   updated ${report.updated}   unchanged ${report.unchanged}${report.duplicates ? `   repeated in the file ${report.duplicates}` : ''}${Object.values(report.removed).some((count) => count > 0) ? `   removed: ${pairs(report.removed)}` : ''}`,
    `left out    ${report.excluded}${list(report.excludedBy)}`,
    `rejected    ${report.rejected}   with warnings ${report.warnings}`,
  ];
  if (Object.keys(report.reasons).length > 0) lines.push(`reasons     ${pairs(report.reasons)}`);
  if (report.locations) lines.push(`location    ${pairs(report.locations)}`);
  if (report.statedCounty)
    lines.push(
      `in the stated county: ${report.statedCounty.inside} of ${report.statedCounty.compared} (if read as ${pairs(report.statedCounty.insideIfRead)})`,
    );
  for (const finding of report.findings)
    lines.push(
      `${finding.blocking ? '! ' : '· '}${finding.code}: ${finding.reason.en}\n    ${finding.reason.zh}`,
    );
  lines.push(...issueLines('rejected', report.issues, report.issuesTotal));
  lines.push(...issueLines('warning', report.warningIssues, report.warningIssuesTotal));
  if (report.rejectedFile)
    lines.push(`rejected rows written to ${report.rejectedFile}; correct them there and import that file`);
  lines.push(`${report.seconds.toFixed(1)} s${report.committed ? `, import ${report.importId}` : ''}`);
  return `${lines.join('\n')}\n`;
}

function issueLines(title: string, issues: readonly ReportedIssue[], total: number): string[] {
  const lines = issues.slice(0, SHOWN_ISSUES).map((issue) => `${title} ${issueLine(issue)}`);
  return total > lines.length
    ? [...lines, `… ${total - lines.length} more of these (--json lists 1,000)`]
    : lines;
}

function issueLine(issue: ReportedIssue): string {
  const value = issue.value === undefined ? '' : ` = ${JSON.stringify(issue.value)}`;
  return `row ${issue.row}, ${issue.field}${value}: ${issue.reason.zh} / ${issue.reason.en} [${issue.code}]${issue.allowed ? ` (allowed: ${issue.allowed})` : ''}`;
}

/** The first rows as understood, as text for a terminal. */
export function printPreview(preview: Preview): string {
  const lines = [
    `${preview.kind} from ${preview.fileName} (${[preview.format, preview.encoding, preview.crs].filter(Boolean).join(', ')})`,
    `columns: ${preview.columns.join(', ')}${preview.unusedColumns.length > 0 ? `   not used: ${preview.unusedColumns.join(', ')}` : ''}`,
    ...preview.findings.map((finding) => `· ${finding.code}: ${finding.reason.en}`),
  ];
  for (const row of preview.rows) {
    const state = row.excluded ? `left out (${row.excluded})` : row.rejected ? 'rejected' : 'as understood';
    const place = row.position
      ? `  at ${row.position[0].toFixed(6)}, ${row.position[1].toFixed(6)} (WGS 84)`
      : row.geometry
        ? `  ${row.geometry}`
        : '';
    lines.push(`row ${row.row} ${state}${place}`);
    if (!row.excluded) lines.push(`  ${JSON.stringify(row.values)}`);
    for (const issue of row.issues) lines.push(`  ${issueLine(issue)}`);
  }
  return `${lines.join('\n')}\n`;
}

const pairs = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
const list = (counts: Readonly<Record<string, number>>) =>
  Object.keys(counts).length > 0 ? ` (${pairs(counts)})` : '';
