import { z } from 'zod';
import { type Decay, LUO_QI_WEIGHTS } from '../../accessibility/decay.ts';
import type { CatchmentMethod } from '../../accessibility/floating-catchment.ts';
import { type InputIssue, InvalidInputError } from '../../errors.ts';

/** The inputs that choose the model; distances are in the unit of the catchment (metres, unless a matrix of another unit is given). */
export const modelInput = {
  method: z
    .enum(['2sfca', 'e2sfca', '3sfca'])
    .default('2sfca')
    .describe(
      '2sfca: everybody within the catchment alike (Luo & Wang 2003). e2sfca: weighted by distance (Luo & Qi 2009). 3sfca: weighted, and residents choose among suppliers (Wan, Zou & Sternberg 2012).',
    ),
  decay: z
    .enum(['gaussian', 'step'])
    .optional()
    .describe('Weights by distance of e2sfca and 3sfca; default gaussian (Dai 2010).'),
  steps: z
    .string()
    .max(500)
    .optional()
    .describe(
      'decay=step: distances up to which each weight holds, ascending, the last one the limit, by commas (300,600,1000); default thirds of the limit.',
    ),
  weights: z
    .string()
    .max(500)
    .optional()
    .describe('decay=step: a weight from 0 to 1 for each step, not rising, by commas; default 1,0.68,0.22.'),
  bandwidthM: z
    .number()
    .positive()
    .max(100_000)
    .optional()
    .describe(
      'decay=gaussian: bandwidth h of exp(-(d/h)^2/2), in the unit of the distances; default the limit (Dai 2010).',
    ),
};

export interface ModelInput {
  readonly method: CatchmentMethod;
  readonly decay?: 'gaussian' | 'step' | undefined;
  readonly steps?: string | undefined;
  readonly weights?: string | undefined;
  readonly bandwidthM?: number | undefined;
}

export interface Model {
  readonly method: CatchmentMethod;
  readonly decay: Decay;
  /** As an answer names it among its parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The least bandwidth as a part of the limit: below it nearly all of the catchment weighs nothing. */
const LEAST_BANDWIDTH = 0.05;
const MAX_STEPS = 20;

/** The model for a catchment. Throws InvalidInputError for inputs that belong to another method or decay, or have no meaning. */
export function resolveModel(input: ModelInput, catchmentM: number): Model {
  const { method } = input;
  const issues: InputIssue[] = [];
  const refuse = (field: keyof ModelInput, reason: string, allowed?: string) =>
    issues.push({ field, value: input[field], reason, ...(allowed ? { allowed } : {}) });
  const kind = method === '2sfca' ? 'none' : (input.decay ?? 'gaussian');
  if (method === '2sfca' && input.decay !== undefined)
    refuse('decay', '2sfca weighs all distances alike', 'method=e2sfca or 3sfca');
  for (const field of ['steps', 'weights'] as const)
    if (input[field] !== undefined && kind !== 'step') refuse(field, 'belongs to decay=step');
  if (input.bandwidthM !== undefined && kind !== 'gaussian')
    refuse('bandwidthM', 'belongs to decay=gaussian');
  if (issues.length > 0) throw new InvalidInputError(issues);
  if (kind === 'none') return { method, decay: { kind }, parameters: { method } };
  if (kind === 'gaussian') {
    const bandwidthM = input.bandwidthM ?? catchmentM;
    if (bandwidthM < catchmentM * LEAST_BANDWIDTH)
      refuse('bandwidthM', 'is too small for the limit', `at least ${catchmentM * LEAST_BANDWIDTH}`);
    if (issues.length > 0) throw new InvalidInputError(issues);
    return {
      method,
      decay: { kind, bandwidthM },
      parameters: { method, decay: kind, bandwidth: bandwidthM },
    };
  }
  const thirds = [1, 2, 3].map((part) => Math.round((catchmentM * part * 1000) / 3) / 1000);
  const steps = input.steps === undefined ? thirds : readNumbers(input.steps);
  const weights = input.weights === undefined ? [...LUO_QI_WEIGHTS] : readNumbers(input.weights);
  if (!steps || steps.length > MAX_STEPS)
    refuse('steps', 'must be numbers by commas', `at most ${MAX_STEPS}`);
  else if (!ascends([0, ...steps])) refuse('steps', 'must ascend from above 0');
  else if (steps.at(-1) !== catchmentM) refuse('steps', 'must end with the limit', String(catchmentM));
  if (!weights) refuse('weights', 'must be numbers by commas');
  else if (
    !weights.every((weight) => weight >= 0 && weight <= 1) ||
    !(weights[0] as number) ||
    rises(weights)
  )
    refuse('weights', 'must be from 0 to 1, not rising, the first above 0');
  if (issues.length === 0 && steps?.length !== weights?.length)
    refuse('weights', 'must be as many as the steps', String(steps?.length));
  if (issues.length > 0 || !steps || !weights) throw new InvalidInputError(issues);
  return {
    method,
    decay: { kind, steps: steps.map((toM, index) => ({ toM, weight: weights[index] as number })) },
    parameters: { method, decay: kind, steps, weights },
  };
}

function readNumbers(text: string): number[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const numbers = parts.map(Number);
  return parts.every((part) => /^\d+(\.\d+)?$/.test(part)) ? numbers : undefined;
}

function ascends(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] as number));
}

function rises(values: readonly number[]): boolean {
  return values.some((value, index) => index > 0 && value > (values[index - 1] as number));
}
