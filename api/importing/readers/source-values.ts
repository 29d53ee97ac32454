import type { SourceRow } from './source-types.ts';

export type SourceValue = string | number | boolean | null;
type Problem = NonNullable<SourceRow['problem']>;

/** NUL and halves of surrogate pairs: valid in JSON, not in a UTF-8 database. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Most columns of a table or properties of a feature; more is a transposed or hostile file. */
export const MAX_COLUMNS = 1_000;

/**
 * Brings the values of one row to what a row may hold: text trimmed (also of full-width spaces), empty text null,
 * nested values as JSON text. The problem names the first value that would be stored wrongly: a whole number with more
 * digits than a number keeps, or text that no database can hold.
 */
export function cleanValues(entries: Iterable<readonly [string, unknown]>): {
  values: Record<string, SourceValue>;
  problem?: Problem;
} {
  const cleaned: [string, SourceValue][] = [];
  let problem: Problem | undefined;
  for (const [name, raw] of entries) {
    const value = cleanValue(raw);
    problem ??= findProblem(name, value);
    cleaned.push([name, value]);
  }
  // fromEntries, not assignment: a column called __proto__ is a column like any other.
  const values = Object.fromEntries(cleaned);
  return problem ? { values, problem } : { values };
}

function cleanValue(raw: unknown): SourceValue {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'string') return raw.trim() || null;
  if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
  return JSON.stringify(raw);
}

function findProblem(name: string, value: SourceValue): Problem | undefined {
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
    const reason = 'a whole number of more than 15 digits loses its last digits; write codes as text';
    return { field: name, value, reason, code: 'number-precision' };
  }
  if (typeof value !== 'string' || !UNSTORABLE.test(value)) return undefined;
  return {
    field: name,
    value: value.replace(new RegExp(UNSTORABLE, 'gu'), '\ufffd'),
    reason: 'the text holds a character that cannot be stored',
    code: 'invalid-text',
  };
}
