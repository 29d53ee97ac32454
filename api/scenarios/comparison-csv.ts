import { flat } from './compare-scenario.ts';
import type { Comparison } from './comparison-table.ts';

/** The table of a comparison as CSV (RFC 4180, UTF-8 with byte order mark): code, name, changed, then each figure before, after, change. */
export function comparisonCsv({ table }: Comparison): string {
  const rows = table.map(({ code, name, changed, figures }) => ({
    code,
    name,
    changed: String(changed),
    ...flat(figures),
  }));
  const columns = [...new Set(['code', 'name', 'changed', ...rows.flatMap((row) => Object.keys(row))])];
  const lines = rows.map((row) =>
    columns.map((column) => cell((row as Record<string, unknown>)[column])).join(','),
  );
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Text that a spreadsheet program would run as a formula is made harmless by an apostrophe. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
