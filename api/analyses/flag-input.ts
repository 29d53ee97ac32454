import { z } from 'zod';

/** A yes/no input that may stand in a query string (`true`, `false`, `1`, `0`) or in JSON. */
export function flagInput(fallback: boolean) {
  return z
    .union([z.boolean(), z.enum(['true', 'false', '1', '0'])])
    .default(fallback)
    .transform((value) => value === true || value === 'true' || value === '1');
}
