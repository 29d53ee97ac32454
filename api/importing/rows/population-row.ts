import { z } from 'zod';
import { number, text } from '../row-fields.ts';

/** Standard columns of a population row: a cell with residents, a point with residents, or a point to spread over. */
export const populationRowSchema = z.object({
  h3: text(20).optional,
  population: number().optional,
});
