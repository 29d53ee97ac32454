import type { Question } from './questions.js';

export function questionUrl(base: string, id: string, inputs: Record<string, string>): string;
export function questionBody(question: Question, inputs: Record<string, string>): Record<string, unknown>;
export function curlLine(base: string, id: string, inputs: Record<string, string>): string;
export function curlPostLine(base: string, id: string, body: Record<string, unknown>): string;
