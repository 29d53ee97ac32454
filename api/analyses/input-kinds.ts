import { z } from 'zod';
import type { Analysis } from './analysis.ts';

/** True when every input can stand in a query string: text, number, boolean or one of a list. */
export function hasOnlyScalarInputs(analysis: Pick<Analysis, 'input'>): boolean {
  const schema = z.toJSONSchema(analysis.input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { type?: string; enum?: unknown[]; anyOf?: { type?: string }[] }>;
  };
  const scalar = (type: string | undefined) =>
    type === undefined || ['string', 'number', 'integer', 'boolean'].includes(type);
  return Object.values(schema.properties ?? {}).every((property) =>
    property.anyOf ? property.anyOf.every((option) => scalar(option.type)) : scalar(property.type),
  );
}
