import { z } from 'zod';
import type { Localized } from '../localized.ts';

const category = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  aliases: z.array(z.string().min(1)).optional(),
});

/** One file of policies/type-schemes: which licence categories (医疗机构类别) count as one type. */
const typeSchemeSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  source: z.string().min(1).describe('Document and clause the table is taken from.'),
  status: z.enum(['draft', 'in_force', 'expired']),
  types: z.array(z.strictObject({ no: z.int().min(1), categories: z.array(category).min(1) })).min(1),
});

/** A type scheme ready for matching. Types are compared by number only: same number = same type. */
export interface TypeScheme {
  readonly id: string;
  readonly title: Localized;
  readonly source: string;
  readonly status: 'draft' | 'in_force' | 'expired';
  readonly types: readonly TypeOfScheme[];
  /** Normalised category name or alias → its type and the name as the source prints it. */
  readonly names: ReadonlyMap<string, { readonly typeNo: number; readonly category: string }>;
}
interface TypeOfScheme {
  readonly no: number;
  readonly categories: ReadonlyArray<{
    readonly zh: string;
    readonly en: string;
    readonly aliases?: readonly string[] | undefined;
  }>;
}

/**
 * What a licence category is. Without a number the institution has no type, and every same-type rule is a matter for
 * manual review, never "no conflict": `candidates` are the types that its listed categories would have.
 */
export type TypeMatch =
  | { readonly typeNo: number; readonly matched: string }
  | {
      readonly typeNo: null;
      readonly reason: 'not-listed' | 'empty' | 'several-types';
      readonly candidates?: number[];
    };

/** Builds a scheme from the contents of its file. Throws ZodError for an unknown key, Error when a number or name stands twice. */
export function buildTypeScheme(contents: unknown): TypeScheme {
  const data = typeSchemeSchema.parse(contents);
  const numbers = data.types.map((type) => type.no);
  const twice = numbers.find((no, index) => numbers.indexOf(no) !== index);
  if (twice !== undefined) throw new Error(`type ${twice} stands twice`);
  const names = new Map<string, { typeNo: number; category: string }>();
  for (const type of data.types) {
    for (const { zh, aliases = [] } of type.categories) {
      for (const name of [zh, ...aliases].map(normalizeCategory)) {
        if (names.has(name)) throw new Error(`the category ${name} stands twice`);
        names.set(name, { typeNo: type.no, category: zh });
      }
    }
  }
  return { ...data, names };
}

/**
 * Finds the type of a licence category as printed: widths of brackets and all spaces are disregarded, aliases are those
 * of the scheme, nothing else is alike (DL-A3). Several categories on one licence (separated by 、 ， , ； ; / or a line
 * break outside brackets) must all be listed and have one type.
 */
export function matchType(scheme: TypeScheme, category: string | null | undefined): TypeMatch {
  const parts = splitCategories(normalizeCategory(category ?? ''));
  if (parts.length === 0) return { typeNo: null, reason: 'empty' };
  const found = parts.map((part) => scheme.names.get(part));
  const listed = found.filter((entry) => entry !== undefined);
  const candidates = [...new Set(listed.map((entry) => entry.typeNo))].sort((a, b) => a - b);
  const [typeNo] = candidates;
  if (listed.length < found.length || typeNo === undefined) {
    return { typeNo: null, reason: 'not-listed', ...(candidates.length > 0 ? { candidates } : {}) };
  }
  if (candidates.length > 1) return { typeNo: null, reason: 'several-types', candidates };
  return { typeNo, matched: [...new Set(listed.map((entry) => entry.category))].join('、') };
}

/** Half-width brackets and no spaces, which licences and sheets print either way; line breaks stay, they separate. */
function normalizeCategory(text: string): string {
  return text
    .replace(/[（﹙]/g, '(')
    .replace(/[）﹚]/g, ')')
    .replace(/[\r\n]+/g, '\n')
    .replace(/[^\S\n]|\u200b|\u2060|\ufeff/g, '');
}

/** Splits at separators outside brackets: the one in 防治所(站、中心) belongs to the name. */
function splitCategories(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    if (depth === 0 && /[、，,；;/／\n]/.test(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== '');
}
