import type { Column } from './questions.js';

export function parseRows(text: string, columns: readonly Column[]): Record<string, string | number>[];
