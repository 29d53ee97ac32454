import type { Field, Question } from './questions.js';

export interface FormModel {
  front: Field[];
  folded: Field[];
  selectors: Field[];
  takesSite: boolean;
}
export const SELECTORS: string[];
export function formModel(question: Question): FormModel;
export function startingValues(
  model: FormModel,
  given: Record<string, string>,
  carried: Record<string, string>,
  now: Date,
): Record<string, string>;
export function chosenSelector(model: FormModel, values: Record<string, string>): string | null;
export function collectInputs(
  model: FormModel,
  values: Record<string, string>,
): { inputs: Record<string, string>; missing: string[] };
