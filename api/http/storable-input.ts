import type { InputIssue } from '../errors.ts';

/** Deepest nesting of lists and objects; what is read here needs six. */
const DEEPEST = 20;
const MOST_ISSUES = 100;
const HALF_A_PAIR = /\p{Surrogate}/u;
/** Its calendar has no year 0. */
const IN_YEAR_ZERO = /^0000-\d\d-\d\d$/;

/** Text, days and nesting of an input that the database could not take; at most 100 are told. */
export function listUnstorableParts(value: unknown): InputIssue[] {
  return [...listUnstorable(value, [])].slice(0, MOST_ISSUES);
}

function* listUnstorable(value: unknown, path: readonly string[]): Generator<InputIssue> {
  const field = path.join('.').slice(0, 200) || 'body';
  if (typeof value === 'string') {
    if (!isStorable(value))
      yield {
        field,
        reason: 'holds a character that is not stored (NUL or half of a pair)',
        allowed: 'text',
      };
    else if (IN_YEAR_ZERO.test(value))
      yield { field, value, reason: 'there is no year 0', allowed: 'a calendar date YYYY-MM-DD from year 1' };
    return;
  }
  if (value === null || typeof value !== 'object') return;
  if (path.length >= DEEPEST) {
    yield { field, reason: 'is nested too deeply', allowed: `at most ${DEEPEST} levels` };
    return;
  }
  for (const [name, held] of Object.entries(value)) {
    if (!isStorable(name))
      yield { field, reason: 'has a member whose name is not stored (NUL or half of a pair)' };
    else yield* listUnstorable(held, [...path, name]);
  }
}

/** The database stores no NUL, and no half of a pair of code units. */
function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !HALF_A_PAIR.test(text);
}
