import { z } from 'zod';
import { InvalidInputError } from '../errors.ts';
import { DEFAULT_TYPE_SCHEME, getTypeScheme } from '../policy/load-type-schemes.ts';
import { matchType, type TypeMatch } from '../policy/type-scheme.ts';
import { INSTITUTION_KINDS } from '../vocabulary.ts';

/** The inputs by which a question says which institutions count; at most one of category, type and kind. */
export const selectionInput = {
  category: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Licence category as printed (医疗机构类别), for example 中医诊所; decides the type number.'),
  type: z
    .number()
    .int()
    .min(1)
    .max(999)
    .optional()
    .describe('Type number of the type scheme, for example 37.'),
  kind: z
    .enum(INSTITUTION_KINDS)
    .optional()
    .describe('Kind of institution; pharmacies have no type number, so ask with kind=pharmacy.'),
  typeScheme: z
    .string()
    .default(DEFAULT_TYPE_SCHEME)
    .describe('Type scheme that gives a category its type number.'),
};

export interface SelectionInput {
  readonly category?: string | undefined;
  readonly type?: number | undefined;
  readonly kind?: (typeof INSTITUTION_KINDS)[number] | undefined;
  readonly typeScheme: string;
}

/** Which institutions count: by type number, or by kind; `unresolved` when the category has no single type. */
export interface Selection {
  readonly typeNo: number | null;
  readonly kind: (typeof INSTITUTION_KINDS)[number] | null;
  readonly typeScheme: string;
  readonly category: string | null;
  readonly unresolved: Extract<TypeMatch, { typeNo: null }> | null;
}

/**
 * Resolves the selection inputs. Throws InvalidInputError when more than one is given, when none is given although
 * `needed`, or when the type number is not one of the scheme's.
 */
export function resolveSelection(input: SelectionInput, needed: 'needed' | 'optional'): Selection {
  const given = (['category', 'type', 'kind'] as const).filter((name) => input[name] !== undefined);
  if (given.length > 1)
    throw new InvalidInputError(
      given.map((field) => ({
        field,
        value: input[field],
        reason: 'only one of category, type and kind may be given',
      })),
    );
  if (given.length === 0 && needed === 'needed')
    throw new InvalidInputError([
      { field: 'category', reason: 'say what to count', allowed: 'one of category, type, kind' },
    ]);
  const scheme = getTypeScheme(input.typeScheme);
  const base = {
    typeScheme: scheme.id,
    category: input.category ?? null,
    kind: input.kind ?? null,
    unresolved: null,
  };
  if (input.category !== undefined) {
    const match = matchType(scheme, input.category);
    return match.typeNo === null
      ? { ...base, typeNo: null, unresolved: match }
      : { ...base, typeNo: match.typeNo };
  }
  if (input.type !== undefined && !scheme.types.some((entry) => entry.no === input.type))
    throw new InvalidInputError([
      {
        field: 'type',
        value: input.type,
        reason: `the type scheme ${scheme.id} has no such type`,
        allowed: `1 to ${scheme.types.length}`,
      },
    ]);
  return { ...base, typeNo: input.type ?? null };
}
