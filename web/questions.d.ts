export interface LocalizedText {
  zh: string | null;
  en: string | null;
}
export interface Field {
  name: string;
  kind: 'text' | 'number' | 'integer' | 'date' | 'choice' | 'flag' | 'rows';
  required: boolean;
  defaultValue: string | null;
  choices: string[];
  minimum: number | null;
  maximum: number | null;
  longest: number | null;
  title: LocalizedText;
  description: LocalizedText;
  columns?: Column[];
}
export interface Column {
  name: string;
  isNumber: boolean;
  required: boolean;
}
export interface Question {
  id: string;
  title: LocalizedText;
  description: LocalizedText;
  fields: Field[];
  isPostOnly?: boolean;
}
export function listQuestions(openapi: unknown): Question[];
