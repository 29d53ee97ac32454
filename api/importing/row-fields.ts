import { z } from 'zod';
import { dateSchema } from '../dates.ts';
import type { IssueCode } from './issue-codes.ts';

/** A cell as the reader and the mapping hand it over. */
export type Cell = string | number | boolean | null;
type Failure = { readonly code: IssueCode; readonly detail?: string; readonly allowed?: string };

class Unfit {
  readonly failure: Failure;
  constructor(failure: Failure) {
    this.failure = failure;
  }
}
const unfit = (code: IssueCode, allowed?: string) => new Unfit({ code, ...(allowed ? { allowed } : {}) });

/** A zod field whose failures carry an issue code; an empty cell becomes null unless the field is required. */
function field<T>(parse: (cell: string | number | boolean) => T | Unfit) {
  const run = (required: boolean) =>
    z.unknown().transform((cell, context): T | null => {
      const empty = cell === null || cell === undefined || cell === '';
      const parsed = empty ? (required ? unfit('required') : null) : parse(cell as string | number | boolean);
      if (!(parsed instanceof Unfit)) return parsed;
      context.addIssue({ code: 'custom', message: parsed.failure.code, params: { ...parsed.failure } });
      return z.NEVER;
    });
  return { optional: run(false), required: run(true) as z.ZodType<T> };
}

// PostgreSQL text cannot hold U+0000; other control characters in a name or code are always damage.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Text of at most `maxLength` characters (UTF-16 units). Numbers of a spreadsheet become their decimal text. */
export const text = (maxLength: number) =>
  field((cell) => {
    if (typeof cell === 'number' && Number.isInteger(cell) && !Number.isSafeInteger(cell))
      return unfit('number-lost-digits');
    const value = String(cell);
    if (CONTROL.test(value) || LONE_SURROGATE.test(value)) return unfit('bad-characters');
    return value.length > maxLength ? unfit('too-long', `at most ${maxLength} characters`) : value;
  });

/** A code or identifier: text that a spreadsheet has not turned into 6.1011E+17. */
export const code = (maxLength: number) => {
  const plain = text(maxLength);
  const refuse = (value: string | null, context: z.RefinementCtx) => {
    if (value === null || !/^\d(\.\d+)?E\+\d+$/i.test(value)) return;
    context.addIssue({
      code: 'custom',
      message: 'number-lost-digits',
      params: { code: 'number-lost-digits' },
    });
  };
  return { optional: plain.optional.superRefine(refuse), required: plain.required.superRefine(refuse) };
};

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** The number of a cell; Unfit when it is none. No thousands separators: 1,234 is read differently around the world. */
export function toNumber(cell: string | number | boolean): number | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell === 'boolean' || !DECIMAL.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** A number from `minimum` to `maximum`. */
export const number = (minimum = 0, maximum = Number.MAX_VALUE) =>
  field((cell) => {
    const value = toNumber(cell);
    if (value === undefined) return unfit('not-a-number', 'a decimal number such as 12.5');
    if (value < 0 && minimum === 0) return unfit('negative', '0 or more');
    return value < minimum || value > maximum ? unfit('out-of-range', `${minimum} to ${maximum}`) : value;
  });

/** A whole number from 0 to `maximum`. */
export const count = (maximum: number) =>
  field((cell) => {
    const value = toNumber(cell);
    if (value === undefined) return unfit('not-a-number', 'a whole number');
    if (!Number.isInteger(value)) return unfit('not-an-integer', 'a whole number');
    if (value < 0) return unfit('negative', '0 or more');
    return value > maximum ? unfit('out-of-range', `0 to ${maximum}`) : value;
  });

/** One of a closed list, written exactly so. */
export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  field<Values[number]>((cell) =>
    values.includes(String(cell)) ? String(cell) : unfit('not-allowed', values.join(', ')),
  );

/** Several of a closed list, separated by `;` (also ；、,，|); repeats count once. */
export const listOf = <const Values extends readonly string[]>(values: Values) =>
  field<Values[number][]>((cell) => {
    const parts = String(cell)
      .split(/[;；、,，|]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return parts.every((part) => values.includes(part))
      ? [...new Set(parts)]
      : unfit('not-allowed', values.join(', '));
  });

const YES = ['true', '1', 'yes', 'y', '是'];
const NO = ['false', '0', 'no', 'n', '否'];

/** true/false, 1/0, yes/no, 是/否. */
export const yesNo = field((cell) => {
  const value = String(cell).toLowerCase();
  if (YES.includes(value)) return true;
  return NO.includes(value) ? false : unfit('not-a-boolean', [...YES, ...NO].join(', '));
});

const DATE_FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** A calendar date, year first in any of the usual spellings, as YYYY-MM-DD. */
export const date = field((cell) => {
  for (const form of DATE_FORMS) {
    const parts = form.exec(String(cell));
    const value = parts && `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
    if (value && value >= '1000' && dateSchema.safeParse(value).success) return value;
  }
  return unfit('not-a-date', 'a date such as 2025-12-31');
});
