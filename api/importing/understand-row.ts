import { createHash } from 'node:crypto';
import type { ImportKind } from './import-kind.ts';
import type { RowIssue } from './issue-codes.ts';
import { isRejection, type KindRow, type RowContext, type UnderstoodRow } from './kind-row.ts';
import { understandArea } from './kinds/understand-area.ts';
import { understandBound, understandStatistic } from './kinds/understand-figures.ts';
import { understandInstitution } from './kinds/understand-institution.ts';
import { understandPopulation } from './kinds/understand-population.ts';
import type { SourceRow } from './readers/open-source.ts';
import type { Cell } from './row-fields.ts';

type Understand = (
  values: Readonly<Record<string, Cell>>,
  row: SourceRow,
  context: RowContext,
) => KindRow | readonly RowIssue[];

const UNDERSTAND: Record<ImportKind, Understand> = {
  areas: understandArea,
  statistics: understandStatistic,
  bounds: understandBound,
  institutions: understandInstitution,
  population: understandPopulation,
};

/** Turns the mapped cells of a row into what would be stored, with every fault named; never throws for a bad row. */
export function understandRow(
  kind: ImportKind,
  row: SourceRow,
  mapped: { readonly values: Record<string, Cell>; readonly issues: readonly RowIssue[] },
  context: RowContext,
): UnderstoodRow {
  const faulty = new Set(mapped.issues.map((issue) => issue.field));
  const outcome = UNDERSTAND[kind](mapped.values, row, context);
  const made: KindRow = 'key' in outcome ? outcome : { key: null, value: {}, issues: outcome };
  // A column that the mapping already refused is empty by now: "is required" would say it twice.
  const issues = [
    ...mapped.issues,
    ...made.issues.filter((issue) => !(faulty.has(issue.field) && issue.code === 'required')),
  ];
  const rejected = issues.some(isRejection);
  const geometry = made.geometry ?? null;
  const fingerprint = [
    kind,
    made.fingerprint ?? made.value,
    geometry,
    context.crs?.id ?? null,
    context.options.synthetic,
  ];
  return {
    row: row.row,
    key: rejected ? null : made.key,
    hash: rejected
      ? null
      : createHash('sha256').update(JSON.stringify(fingerprint)).digest('hex').slice(0, 40),
    value: rejected ? {} : made.value,
    geometry: rejected ? null : geometry,
    readings: rejected ? null : (made.readings ?? null),
    issues,
    rejected,
  };
}
