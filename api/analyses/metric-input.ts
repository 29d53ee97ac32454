import { z } from 'zod';
import { type InputIssue, InvalidInputError } from '../errors.ts';

/** The speed by which metres are shown as seconds when a question names none: 1,000 m in 15 minutes. */
const SHOWN_SPEED_KMH = 4;
const DEFAULT_RADIUS_M = 800;
const LONGEST_M = 20_000;

/** The inputs by which a question says how distance is measured, and its limit. */
export const metricInput = {
  radiusM: z
    .number()
    .positive()
    .max(LONGEST_M)
    .optional()
    .describe(
      'Straight-line limit in metres; the limit itself is within. Default 800; only with metric=straight.',
    )
    .meta({ default: DEFAULT_RADIUS_M }),
  metric: z
    .enum(['straight', 'walk'])
    .default('straight')
    .describe(
      'straight: on the ellipsoid. walk: along the walking network, the ways to and from it included.',
    ),
  maxWalkM: z
    .number()
    .positive()
    .max(LONGEST_M)
    .optional()
    .describe('Walking limit in metres (metric=walk); the limit itself is within.'),
  minutes: z
    .number()
    .positive()
    .max(240)
    .optional()
    .describe('Walking limit in minutes (metric=walk), instead of maxWalkM; needs speedKmh.'),
  speedKmh: z
    .number()
    .min(1)
    .max(10)
    .optional()
    .describe(
      'Walking speed in km/h (metric=walk); with maxWalkM only for the seconds that are shown (default 4).',
    ),
  maxSnapM: z
    .number()
    .positive()
    .max(2_000)
    .default(200)
    .describe(
      'Longest way in metres between a point and the network; beyond it nothing is concluded (metric=walk).',
    ),
  network: z
    .string()
    .max(63)
    .optional()
    .describe('Code of a version of the walking network; default the active ones (metric=walk).'),
};

export interface MetricInput {
  readonly radiusM?: number | undefined;
  readonly metric: 'straight' | 'walk';
  readonly maxWalkM?: number | undefined;
  readonly minutes?: number | undefined;
  readonly speedKmh?: number | undefined;
  readonly maxSnapM: number;
  readonly network?: string | undefined;
}

/** How a question measures; `limitM` is the limit in metres of either metric. */
export type Metric =
  | { readonly metric: 'straight'; readonly limitM: number }
  | {
      readonly metric: 'walk';
      readonly limitM: number;
      /** As given; null when the limit was given in metres. */
      readonly minutes: number | null;
      readonly speedKmh: number;
      readonly maxSnapM: number;
      readonly network: string | undefined;
    };

/**
 * The metric of a question. Metres are never inferred from minutes without a speed. Throws InvalidInputError when a limit of
 * the other metric is given, when a walk has no limit or two, when minutes come without a speed, or to more than 20,000 m.
 */
export function resolveMetric(input: MetricInput): Metric {
  const { radiusM, metric, maxWalkM, minutes, speedKmh, maxSnapM, network } = input;
  const issues: InputIssue[] = [];
  const refuse = (field: keyof MetricInput, reason: string, allowed?: string) =>
    issues.push({ field, value: input[field], reason, ...(allowed ? { allowed } : {}) });
  if (metric === 'straight') {
    for (const field of ['maxWalkM', 'minutes', 'speedKmh', 'network'] as const)
      if (input[field] !== undefined) refuse(field, 'belongs to metric=walk', 'metric=walk, or leave it out');
    if (issues.length > 0) throw new InvalidInputError(issues);
    return { metric, limitM: radiusM ?? DEFAULT_RADIUS_M };
  }
  if (radiusM !== undefined)
    refuse('radiusM', 'is the limit of metric=straight', 'maxWalkM, or minutes and speedKmh');
  if (maxWalkM !== undefined && minutes !== undefined)
    refuse('minutes', 'maxWalkM is given too', 'one of the two');
  if (maxWalkM === undefined && minutes === undefined)
    refuse('maxWalkM', 'a walk needs a limit', 'maxWalkM, or minutes and speedKmh');
  if (minutes !== undefined && speedKmh === undefined)
    refuse('speedKmh', 'minutes need a speed: no distance is inferred from a time', '1 to 10 km/h');
  const speed = speedKmh ?? SHOWN_SPEED_KMH;
  const limitM = maxWalkM ?? Math.round(((minutes ?? 0) * speed * 1_000_000) / 60) / 1000;
  if (minutes !== undefined && limitM > LONGEST_M)
    refuse(
      'minutes',
      `comes to more than 20,000 m at ${speed} km/h`,
      `at most ${Math.floor((LONGEST_M * 60) / (speed * 1000))} minutes at this speed`,
    );
  if (minutes !== undefined && limitM <= 0) refuse('minutes', 'comes to less than 1 mm', 'more minutes');
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { metric, limitM, minutes: minutes ?? null, speedKmh: speed, maxSnapM, network };
}

/** Seconds on foot at this speed, to the tenth. */
export function walkSeconds(walkM: number, speedKmh: number): number {
  return Math.round((walkM * 36) / speedKmh) / 10;
}
