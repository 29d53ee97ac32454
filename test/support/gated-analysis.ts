import { z } from 'zod';
import { type Answer, asOfInput, defineAnalysis } from '../../api/analyses/analysis.ts';
import { InvalidInputError } from '../../api/errors.ts';

/** One run of the gated question: how it was asked, and what the test may do with it. */
export interface GatedRun {
  readonly name: string;
  readonly asOf: string;
  readonly signal: AbortSignal;
  tell(done: number, message: string): void;
  finish(): void;
  fail(error: Error): void;
}

const runs: GatedRun[] = [];

/** Runs begun so far under a name, earliest first. */
export function runsOf(name: string): GatedRun[] {
  return runs.filter((run) => run.name === name);
}

/** A question whose runs wait for the test: each goes on until it is told to finish or to fail, or its signal aborts. */
export const gatedAnalysis = defineAnalysis({
  id: 'gated-question',
  title: { zh: '受控问题', en: 'Gated question' },
  description: { zh: '测试用。', en: 'For tests.' },
  input: z.strictObject({
    name: z.string().describe('Name of the run.'),
    count: z.number().int().min(0).default(0).describe('A number.'),
    asOf: asOfInput,
  }),
  output: z.looseObject({ type: z.literal('FeatureCollection') }),
  run: ({ signal }, { name, count, asOf }, progress) =>
    new Promise<Answer>((resolve, reject) => {
      const answer: Answer = {
        type: 'FeatureCollection',
        features: [],
        name,
        count,
        asOf,
        text: '定点 "é" \u0000',
      };
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      runs.push({ name, asOf, signal, tell: progress, finish: () => resolve(answer), fail: reject });
      if (name === 'refused') reject(new InvalidInputError([{ field: 'name', reason: 'is refused' }]));
    }),
});
