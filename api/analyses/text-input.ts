import { z } from 'zod';

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/**
 * Inputs that come as text (a query string, command-line options) with the numbers among them read as numbers.
 * The schemas themselves take numbers only: in JSON, `true`, `null` or `[1]` must not become one.
 * Text that is no decimal number is left as it is, for the schema to refuse.
 */
export function readTextInput(
  schema: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const field = schema.shape[name];
      const isNumber =
        field !== undefined && typeof value === 'string' && innermost(field) instanceof z.ZodNumber;
      return [name, isNumber && DECIMAL.test(value.trim()) ? Number(value) : value];
    }),
  );
}

/** The schema below defaults and optionality. */
function innermost(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable
    ? innermost(schema.unwrap())
    : schema;
}
