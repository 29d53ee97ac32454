import type { z } from 'zod';

/** JavaScript kinds of value: what `pg` gives for a column type, or what a zod schema takes. */
type Kind =
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'json'
  | 'bytes'
  | `${'number' | 'string' | 'boolean'}[]`;

const NUMBER = ['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric', 'oid'];
const STRING = [
  'text',
  'character varying',
  'name',
  'uuid',
  'date',
  'daterange',
  '"char"',
  'geometry',
  'geography',
  'regclass',
];

/** The kind that a value of the database type has, as api/db/connect.ts parses it. Throws for a type without a rule. */
export function kindOfType(type: string): Kind {
  const element = type.endsWith('[]') ? type.slice(0, -2) : undefined;
  if (element !== undefined) {
    const kind = kindOfType(element);
    if (kind === 'number' || kind === 'string' || kind === 'boolean') return `${kind}[]`;
    throw new Error(`no rule for arrays of ${element}`);
  }
  if (NUMBER.includes(type)) return 'number';
  if (STRING.includes(type)) return 'string';
  if (type === 'boolean') return 'boolean';
  if (type === 'bytea') return 'bytes';
  if (type === 'timestamp with time zone') return 'date';
  if (type === 'json' || type === 'jsonb') return 'json';
  throw new Error(`no rule for the type ${type}`);
}

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly in?: z.ZodType;
  readonly entries?: Record<string, unknown>;
}

/** Whether a value of the kind can satisfy the schema (checks on the value itself left aside). */
export function accepts(schema: z.ZodType, kind: Kind): boolean {
  const definition = schema._zod.def as unknown as Definition;
  switch (definition.type) {
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return accepts(definition.innerType!, kind);
    case 'pipe':
      return accepts(definition.in!, kind);
    case 'union':
      return definition.options!.some((option) => accepts(option, kind));
    case 'enum':
      return Object.values(definition.entries!).every((value) => typeof value === kind);
    case 'literal':
      return definition.values!.every((value) => value === null || typeof value === kind);
    case 'array': {
      const element = definition.element!;
      if (kind === 'json') return true;
      return kind.endsWith('[]') && accepts(element, kind.slice(0, -2) as Kind);
    }
    // z.instanceof(): the only class that a driver gives here is that of bytes.
    case 'custom':
      return kind === 'bytes';
    case 'unknown':
    case 'any':
      return true;
    case 'object':
    case 'record':
    case 'tuple':
      return kind === 'json';
    default:
      return kind === 'json' || definition.type === kind;
  }
}
