import type { Field, Question } from './questions.js';

export interface FormModel {
  front: Field[];
  folded: Field[];
  selectors: Field[];
  takesSite: boolean;
  addsSite: boolean;
  id: string;
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
export function fieldsOf(model: FormModel): Field[];
export function frontGroups(
  model: FormModel,
  values: Record<string, string>,
): { heading: string | null; fields: Field[] }[];
