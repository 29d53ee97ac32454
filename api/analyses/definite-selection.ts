import { InvalidInputError } from '../errors.ts';
import { resolveSelection, type Selection, type SelectionInput } from './selection.ts';

/**
 * The selection of a question that counts many institutions at once: a category without a single type number cannot be
 * counted, so it is refused instead of answered with nothing. Throws InvalidInputError.
 */
export function resolveDefiniteSelection(input: SelectionInput, needed: 'needed' | 'optional'): Selection {
  const selection = resolveSelection(input, needed);
  const { unresolved, typeScheme } = selection;
  if (!unresolved) return selection;
  throw new InvalidInputError([
    unresolved.reason === 'several-types'
      ? {
          field: 'category',
          value: input.category,
          reason: `stands for several types of ${typeScheme}; say which with type`,
          allowed: unresolved.candidates?.join(', ') ?? '',
        }
      : {
          field: 'category',
          value: input.category,
          reason: `is not in the type scheme ${typeScheme}, so it has no type to count`,
          allowed: 'a category of the scheme, or type',
        },
  ]);
}
