import type { z } from 'zod';
import { type InputIssue, InvalidInputError } from '../errors.ts';
import { describeIssue, shownValue } from './describe-issue.ts';
import { listUnstorableParts } from './storable-input.ts';

/** Most issues told in one answer; a body of thousands of wrong rows must not answer with megabytes. */
const MAX_ISSUES = 100;

/**
 * Reads a query string (`req.query`) or a parsed body by its schema.
 * Throws InvalidInputError with one issue per field: field (path with dots), value, reason and what is allowed. Unknown keys
 * are named (strict schemas); a query parameter given twice, and what no database row can hold (NUL, half a character), is refused.
 */
export function parseInput<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.output<Schema> {
  refuseRepeated(value);
  const unstorable = listUnstorableParts(value);
  if (unstorable.length > 0) throw new InvalidInputError(unstorable);
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape);
  const issues = new Map<string, InputIssue>();
  for (const zodIssue of parsed.error.issues) {
    for (const issue of describeIssue(zodIssue, value, known)) {
      if (!issues.has(issue.field) && issues.size < MAX_ISSUES) issues.set(issue.field, issue);
    }
  }
  throw new InvalidInputError([...issues.values()]);
}

/** A parsed query string has no prototype (Node's querystring makes it so), a parsed JSON body has one. */
function refuseRepeated(value: unknown): void {
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== null) return;
  const repeated = Object.entries(value).filter(([, held]) => Array.isArray(held));
  if (repeated.length === 0) return;
  throw new InvalidInputError(
    repeated.map(([field, held]) => ({
      field,
      value: shownValue(held),
      reason: 'is given more than once',
      allowed: 'one value; several values of one parameter are separated by commas',
    })),
  );
}
