import { type InputIssue, InvalidInputError } from '../errors.ts';

/** A request's query parameters by name; each stands at most once. */
export type QueryParameters = ReadonlyMap<string, string>;

/**
 * Reads the query string of a request's URL. A parameter that is not among `known`, that is given twice or that holds a NUL
 * character (which no text in the database can) is refused: InvalidInputError with one issue per parameter.
 */
export function readQueryParameters(url: string, known: readonly string[]): QueryParameters {
  const mark = url.indexOf('?');
  const given = new Map<string, string>();
  const issues = new Map<string, InputIssue>();
  for (const [name, value] of new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))) {
    if (!known.includes(name))
      issues.set(name, {
        field: name,
        value,
        reason: 'is not a parameter of this address',
        allowed: known.join(', '),
      });
    else if (given.has(name))
      issues.set(name, { field: name, value, reason: 'is given more than once', allowed: 'one value' });
    else if (value.includes('\0'))
      issues.set(name, { field: name, reason: 'holds a NUL character', allowed: 'text without U+0000' });
    given.set(name, value);
  }
  if (issues.size > 0) throw new InvalidInputError([...issues.values()].slice(0, 100));
  return given;
}
