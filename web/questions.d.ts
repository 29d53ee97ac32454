export interface LocalizedText {
  zh: string | null;
  en: string | null;
}
export interface Field {
  name: string;
  kind: 'text' | 'number' | 'integer' | 'date' | 'choice' | 'flag';
  required: boolean;
  defaultValue: string | null;
  choices: string[];
  minimum: number | null;
  maximum: number | null;
  longest: number | null;
  title: LocalizedText;
  description: LocalizedText;
}
export interface Question {
  id: string;
  title: LocalizedText;
  description: LocalizedText;
  fields: Field[];
}
export function listQuestions(openapi: unknown): Question[];
