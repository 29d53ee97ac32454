import { InvalidInputError } from '../errors.ts';
import { type Mapping, mappingSchema } from './mapping.ts';

/** Parses the text of a mapping file. Throws InvalidInputError naming each entry that is wrong. */
export function readMapping(text: string): Mapping {
  const parsed = mappingSchema.safeParse(parseJson(text, 'mapping'));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    parsed.error.issues.map((issue) => ({
      field: ['mapping', ...issue.path.map(String)].join('.'),
      reason: issue.message,
      ...(issue.code === 'unrecognized_keys' && issue.path.length === 0
        ? { allowed: Object.keys(mappingSchema.shape).join(', ') }
        : {}),
    })),
  );
}

/** Throws InvalidInputError for text that is not JSON. */
export function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new InvalidInputError([{ field, reason: `is not valid JSON (${(error as Error).message})` }]);
  }
}
