import type { z } from 'zod';
import type { InputIssue } from '../errors.ts';

type ZodIssue = z.core.$ZodIssue;

/** One zod issue in the words of an answer; an unknown key becomes an issue of its own. */
export function describeIssue(issue: ZodIssue, input: unknown, knownKeys: readonly string[]): InputIssue[] {
  const field = issue.path.map(String).join('.') || 'body';
  const held = valueAt(input, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const prefix = issue.path.length > 0 ? `${issue.path.map(String).join('.')}.` : '';
    return issue.keys.map((key) => ({
      field: `${prefix}${key}`,
      reason: 'is not a known parameter here',
      ...(prefix === '' ? { allowed: knownKeys.join(', ') } : {}),
    }));
  }
  if (held === undefined && isMissing(issue)) return [{ field, reason: 'is required', ...allowedBy(issue) }];
  return [{ field, value: shownValue(held), reason: lowerFirst(issue.message), ...allowedBy(issue) }];
}

/** Long texts and structures are shortened: an answer must not echo a polygon of 100,000 vertices. */
export function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  if (value === null || typeof value !== 'object') return value;
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : value;
}

function isMissing(issue: ZodIssue): boolean {
  return ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code);
}

function allowedBy(issue: ZodIssue): { allowed?: string } {
  switch (issue.code) {
    case 'invalid_value':
      return { allowed: issue.values.map(String).join(', ') };
    case 'too_small':
      return { allowed: `${issue.inclusive === false ? '>' : '>='} ${issue.minimum}${unitOf(issue.origin)}` };
    case 'too_big':
      return { allowed: `${issue.inclusive === false ? '<' : '<='} ${issue.maximum}${unitOf(issue.origin)}` };
    case 'invalid_type':
      return { allowed: issue.expected === 'int' ? 'a whole number' : `a value of type ${issue.expected}` };
    case 'not_multiple_of':
      return { allowed: `a multiple of ${issue.divisor}` };
    case 'invalid_format':
      return {
        allowed:
          issue.format === 'date'
            ? 'a calendar date YYYY-MM-DD'
            : `the format ${issue.pattern ?? issue.format}`,
      };
    case 'invalid_union':
      return allowedByUnion(issue);
    default:
      return {};
  }
}

function allowedByUnion(issue: z.core.$ZodIssueInvalidUnion): { allowed?: string } {
  const options = 'options' in issue ? issue.options : undefined;
  if (options) return { allowed: options.map(String).join(', ') };
  const each = issue.errors.flatMap((branch) =>
    branch[0] ? [allowedBy(branch[0]).allowed ?? branch[0].message] : [],
  );
  return each.length > 0 ? { allowed: [...new Set(each)].join(' or ') } : {};
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
