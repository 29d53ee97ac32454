import type { z } from 'zod';
import type { Analysis } from '../../api/analyses/analysis.ts';
import type { Database } from '../../api/db/database.ts';

/** Asks an analysis as a route would: inputs parsed by its schema, the answer checked against its output schema. */
export async function ask<Input extends z.ZodRawShape, Output extends z.ZodType>(
  database: Database,
  analysis: Analysis<Input, Output>,
  given: Record<string, unknown>,
): Promise<z.output<Output>> {
  const { signal } = new AbortController();
  const log = { info: () => undefined, warn: () => undefined };
  const answer = await analysis.run(
    { db: database, signal, log },
    analysis.input.parse(given),
    () => undefined,
  );
  analysis.output.parse(answer);
  return JSON.parse(JSON.stringify(answer)) as z.output<Output>;
}
