import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Logger } from 'pino';
import { z } from 'zod';
import { dateSchema, todayInShanghai } from '../dates.ts';
import type { Database } from '../db/database.ts';
import type { Localized } from '../localized.ts';

/** What an analysis may use: the database (already bound to the caller's cancel signal) and a log. */
export interface AnalysisContext {
  readonly db: Database;
  readonly signal: AbortSignal;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Called with 0…1 and a short English sentence; may be ignored. */
export type Progress = (done: number, message: string) => void;

/** A GeoJSON FeatureCollection whose foreign members carry the summary of the answer. */
export type Answer = FeatureCollection<Geometry | null> & { readonly [member: string]: unknown };

/** The answer that an output schema describes: its foreign members typed, its features as GeoJSON. */
export type AnswerOf<Output extends z.ZodType> = Answer &
  DeepReadonly<Omit<z.output<Output>, 'type' | 'features'>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/**
 * A planning question, declared once: the REST path `/<id>` (GET when every input is scalar, POST always), the command
 * `dingdian run <id>`, and its OpenAPI entry all come from it.
 */
export interface Analysis<Input extends z.ZodRawShape = z.ZodRawShape, Output extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly title: Localized;
  readonly description: Localized;
  /** Object schema; every key has a description with its unit. Strict: an unknown key is an error. */
  readonly input: z.ZodObject<Input>;
  /** Shape of the answer, for OpenAPI and for tests; answers are not re-parsed when sent. */
  readonly output: Output;
  run(
    context: AnalysisContext,
    input: z.output<z.ZodObject<Input>>,
    progress: Progress,
  ): Promise<AnswerOf<Output>>;
}

/** Keeps the types of one declaration while the registry holds many. */
export function defineAnalysis<Input extends z.ZodRawShape, Output extends z.ZodType>(
  analysis: Analysis<Input, Output>,
): Analysis<Input, Output> {
  return analysis;
}

/** The date that every question takes; an absent one is today in Asia/Shanghai. */
export const asOfInput = dateSchema
  .default(() => todayInShanghai())
  .describe('Date the question is asked for (YYYY-MM-DD); default today in Asia/Shanghai.');

/** Output schema of a FeatureCollection with foreign members; `properties` describes the features'. */
export function answerSchema<Summary extends z.ZodRawShape>(properties: z.ZodType, summary: Summary) {
  const geometry = z.object({ type: z.string() }).loose().nullable();
  const feature = z.object({
    type: z.literal('Feature'),
    id: z.union([z.string(), z.number()]).optional(),
    geometry,
    properties,
  });
  return z.object({ type: z.literal('FeatureCollection'), features: z.array(feature), ...summary });
}

/** A feature of an answer. */
export function feature(
  geometry: Geometry | null,
  properties: Record<string, unknown>,
  id?: number | string,
): Feature<Geometry | null> {
  return {
    type: 'Feature',
    ...(id === undefined ? {} : { id }),
    geometry,
    properties,
  } as Feature<Geometry | null>;
}
