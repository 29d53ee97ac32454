import { z } from 'zod';
import { type InputIssue, InvalidInputError } from '../errors.ts';
import type { RowIssue } from './issue-codes.ts';
import type { SourceFormat, SourceRow } from './readers/open-source.ts';
import type { Cell } from './row-fields.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const reason = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a short name such as other-city')
  .max(60);

/**
 * A mapping file: how a foreign file's columns and values become the standard columns.
 * Rows that it leaves out are counted under the reason it names, apart from rows that are rejected.
 */
export const mappingSchema = z.strictObject({
  /** Standard column → column of the file. A column of the file may feed several. */
  columns: z.record(z.string(), z.string()).default({}),
  /** Standard column → the value of every row. */
  constants: z.record(z.string(), cell).default({}),
  /** Standard column → how its values translate. */
  values: z
    .record(
      z.string(),
      z.strictObject({
        map: z.record(z.string(), cell).default({}),
        /** Values whose rows are left out, under `skipReason`. */
        skip: z.array(z.string()).default([]),
        skipReason: reason.default('skipped-value'),
        /** A value in neither list: reject the row, keep the value as it is, or leave the column empty. */
        unmapped: z.enum(['reject', 'keep', 'empty']).default('reject'),
      }),
    )
    .default({}),
  /** Rows left out, by a column of the file: the first rule that holds names the reason. */
  exclude: z
    .array(
      z
        .strictObject({
          column: z.string(),
          in: z.array(z.string()).optional(),
          notIn: z.array(z.string()).optional(),
          contains: z.array(z.string().min(1)).optional(),
          empty: z.literal(true).optional(),
          reason,
        })
        .refine(
          (rule) =>
            [rule.in, rule.notIn, rule.contains, rule.empty].filter((test) => test !== undefined).length ===
            1,
          {
            error: 'needs exactly one of in, notIn, contains, empty',
          },
        ),
    )
    .default([]),
  /** Columns of the file that are known and not needed: not reported as unknown. */
  ignore: z.array(z.string()).default([]),
});
export type Mapping = z.input<typeof mappingSchema>;

/** Columns that a rejected file adds and that are not data. */
export const BOOKKEEPING_COLUMNS = ['_row', '_reason', '_source'] as const;

export type MappedRow =
  | { readonly excluded: string }
  | { readonly values: Record<string, Cell>; readonly issues: RowIssue[] };

export interface RowMapper {
  /** Columns of the file that nothing uses. */
  readonly unusedColumns: readonly string[];
  /**
   * Standard columns that the file or the mapping states at all, once every row is mapped: a column stated and empty clears what is
   * stored, one that is not stated keeps it. For GeoJSON: columns of which any feature of the file has the property.
   */
  statedColumns(): readonly string[];
  map(row: SourceRow): MappedRow;
}

/**
 * Makes the mapper of one file. Standard columns that the mapping does not name are taken from columns of the same name.
 * Throws InvalidInputError when the mapping names an unknown standard column or a column that the file lacks,
 * or when a required column comes from nowhere. Files whose columns may vary by row (GeoJSON) are checked row by row instead.
 */
export function compileMapping(
  given: Mapping | undefined,
  standard: { readonly columns: readonly string[]; readonly required: readonly string[] },
  file: { readonly columns: readonly string[]; readonly format: SourceFormat },
): RowMapper {
  const mapping = mappingSchema.parse(given ?? {});
  const fixed = file.format !== 'geojson' && file.format !== 'geojsonseq';
  const issues: InputIssue[] = [];
  for (const part of ['columns', 'constants', 'values'] as const)
    for (const target of Object.keys(mapping[part]))
      if (!standard.columns.includes(target))
        issues.push({
          field: `mapping.${part}`,
          value: target,
          reason: 'is not a standard column',
          allowed: standard.columns.join(', '),
        });
  const used: [field: string, column: string][] = [
    ...Object.entries(mapping.columns).map(([target, column]): [string, string] => [
      `mapping.columns.${target}`,
      column,
    ]),
    ...mapping.exclude.map((rule, index): [string, string] => [
      `mapping.exclude.${index}.column`,
      rule.column,
    ]),
  ];
  for (const [field, column] of used)
    if (fixed && !file.columns.includes(column))
      issues.push({
        field,
        value: column,
        reason: 'the file has no such column',
        allowed: file.columns.join(', '),
      });
  for (const target of Object.keys(mapping.constants))
    if (target in mapping.columns)
      issues.push({
        field: `mapping.constants.${target}`,
        reason: 'is also taken from a column; name it once',
      });
  const sources = standard.columns
    .filter((target) => !(target in mapping.constants))
    .map((target) => ({ target, column: mapping.columns[target] ?? target, values: mapping.values[target] }));
  const present = new Set(file.columns);
  const missing = sources.filter(
    ({ target, column }) => standard.required.includes(target) && !present.has(column),
  );
  if (fixed && issues.length === 0)
    for (const { target } of missing)
      issues.push({
        field: target,
        reason: 'is required, and neither a column of the file nor the mapping gives it',
        allowed: `columns of the file: ${file.columns.join(', ')}`,
      });
  if (issues.length > 0) throw new InvalidInputError(issues);
  // In a table the columns are known: those that no cell can come from need not be looked at in every row.
  const empty = {
    ...Object.fromEntries(standard.columns.map((column) => [column, null])),
    ...mapping.constants,
  };
  const live = fixed ? sources.filter(({ column }) => present.has(column)) : sources;
  const taken = new Set([
    ...used.map(([, column]) => column),
    ...sources.map(({ column }) => column),
    ...mapping.ignore,
  ]);
  return {
    unusedColumns: file.columns.filter((column) => !taken.has(column) && !isBookkeeping(column)),
    statedColumns: () => [
      ...Object.keys(mapping.constants),
      ...sources.filter(({ column }) => present.has(column)).map(({ target }) => target),
    ],
    map: (row) => {
      if (!fixed) for (const column of Object.keys(row.values)) present.add(column);
      return mapRow(row, mapping, live, empty);
    },
  };
}

function isBookkeeping(column: string): boolean {
  return (BOOKKEEPING_COLUMNS as readonly string[]).includes(column);
}

type ParsedMapping = z.output<typeof mappingSchema>;
type ColumnSource = { target: string; column: string; values: ParsedMapping['values'][string] | undefined };

function mapRow(
  row: SourceRow,
  mapping: ParsedMapping,
  sources: readonly ColumnSource[],
  empty: Readonly<Record<string, Cell>>,
): MappedRow {
  for (const rule of mapping.exclude) {
    const held = asText(row.values[rule.column]);
    const holds =
      rule.in?.includes(held) ??
      (rule.notIn ? !rule.notIn.includes(held) : undefined) ??
      rule.contains?.some((part) => held.includes(part)) ??
      held === '';
    if (holds) return { excluded: rule.reason };
  }
  const values: Record<string, Cell> = { ...empty };
  const issues: RowIssue[] = [];
  for (const { target, column, values: rule } of sources) {
    const held = row.values[column] ?? null;
    if (!rule) {
      values[target] = held;
      continue;
    }
    const key = asText(held);
    if (rule.skip.includes(key)) return { excluded: rule.skipReason };
    if (Object.hasOwn(rule.map, key)) values[target] = rule.map[key] ?? null;
    else if (rule.unmapped === 'keep' || key === '') values[target] = held;
    else {
      values[target] = null;
      if (rule.unmapped === 'reject')
        issues.push({
          code: 'unmapped-value',
          field: target,
          value: held,
          allowed: Object.keys(rule.map).slice(0, 50).join(', '),
        });
    }
  }
  return { values, issues };
}

function asText(value: Cell | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
