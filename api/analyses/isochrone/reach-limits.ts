import { z } from 'zod';
import { type InputIssue, InvalidInputError } from '../../errors.ts';
import { metricInput, resolveMetric } from '../metric-input.ts';

const MOST_LIMITS = 8;
/** Farther than this a picture of reach says little, and one search would keep others waiting. */
const GREATEST_LIMIT_M = 10_000;
const NUMBERS = /^\s*\d+(\.\d+)?\s*(,\s*\d+(\.\d+)?\s*)*$/;

/** The inputs that give the limits: text, so that several fit into a query string. */
export const reachLimitInput = {
  minutes: z
    .union([z.string().max(100), z.number()])
    .optional()
    .describe('Limits in minutes, one or several separated by commas, for example 5,10,15; needs speedKmh.'),
  metres: z
    .union([z.string().max(100), z.number()])
    .optional()
    .describe('Limits in metres instead, one or several separated by commas, for example 400,800.'),
  speedKmh: metricInput.speedKmh.describe(
    'Walking speed in km/h; with metres only for the seconds that are shown (default 4).',
  ),
};

/** A limit of the whole walk, the way to the network included; the limit itself is within. */
export interface ReachLimit {
  readonly limitM: number;
  /** As given; null when the limit was given in metres. */
  readonly minutes: number | null;
}

/**
 * The limits, nearest first, each once. Throws InvalidInputError when neither or both lists are given, for text that is no list of
 * numbers, when minutes come without a speed, and beyond 8 limits or 10,000 m.
 */
export function resolveReachLimits(input: {
  readonly minutes?: string | number | undefined;
  readonly metres?: string | number | undefined;
  readonly speedKmh?: number | undefined;
}): { readonly limits: ReachLimit[]; readonly speedKmh: number } {
  const { minutes, metres, speedKmh } = input;
  const refuse = (field: keyof typeof input, reason: string, allowed: string): InvalidInputError => {
    const issue: InputIssue = { field, value: input[field], reason, allowed };
    return new InvalidInputError([issue]);
  };
  if (minutes !== undefined && metres !== undefined)
    throw refuse('metres', 'minutes are given too', 'one of the two');
  if (minutes === undefined && metres === undefined)
    throw refuse('minutes', 'say how far', 'minutes=5,10,15 and speedKmh, or metres=400,800');
  if (minutes !== undefined && speedKmh === undefined)
    throw refuse('speedKmh', 'minutes need a speed: no distance is inferred from a time', '1 to 10 km/h');
  const field = minutes === undefined ? 'metres' : 'minutes';
  const text = String(minutes ?? metres);
  if (!NUMBERS.test(text)) throw refuse(field, 'is no list of numbers', '5,10,15 or a single number');
  const numbers = [...new Set(text.split(',').map(Number))].sort((a, b) => a - b);
  if (numbers.length > MOST_LIMITS) throw refuse(field, `${numbers.length} limits`, `at most ${MOST_LIMITS}`);
  if (numbers.some((value) => value <= 0)) throw refuse(field, 'a limit is not positive', 'more than 0');
  const metrics = numbers.map((value) =>
    resolveMetric({
      metric: 'walk',
      maxSnapM: 1,
      speedKmh,
      ...(minutes === undefined ? { maxWalkM: value } : { minutes: value }),
    }),
  );
  if (metrics.some(({ limitM }) => limitM > GREATEST_LIMIT_M))
    throw refuse(
      field,
      `a limit is farther than ${GREATEST_LIMIT_M} m on foot`,
      `at most ${GREATEST_LIMIT_M} m`,
    );
  if (metrics.some(({ limitM }) => limitM < 1))
    throw refuse(field, 'a limit is shorter than 1 m', 'at least 1 m');
  const [first] = metrics;
  return {
    limits: metrics.map(({ limitM }, index) => ({
      limitM,
      minutes: minutes === undefined ? null : (numbers[index] ?? null),
    })),
    speedKmh: first?.metric === 'walk' ? first.speedKmh : 0,
  };
}

/** Throws InvalidInputError (field lon) where reach would run over the 180th meridian or a pole, which no picture shows well. */
export function refuseEdgesOfTheMap(site: { lon: number; lat: number }, greatestM: number): void {
  const metresToADegree = 110_500 * Math.cos((Math.min(89.9, Math.abs(site.lat) + 1) * Math.PI) / 180);
  const isAtPole = Math.abs(site.lat) > 85;
  if (!isAtPole && Math.abs(site.lon) + greatestM / metresToADegree < 180) return;
  throw new InvalidInputError([
    {
      field: isAtPole ? 'lat' : 'lon',
      value: isAtPole ? site.lat : site.lon,
      reason: isAtPole ? 'lies at a pole' : 'reach would run over the 180th meridian',
      allowed: 'a site farther from the 180th meridian and the poles',
    },
  ]);
}
