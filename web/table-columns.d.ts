type Row = Record<string, unknown>;
export function isLocalized(value: unknown): boolean;
export function isReasoned(value: unknown): boolean;
export function flat(row: Row): Row;
export function columnLabel(name: string, language: 'zh' | 'en'): string;
export function columnsOf(rows: Row[], language: 'zh' | 'en'): string[];
