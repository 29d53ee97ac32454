/** What a file can hold; each kind has its own standard columns (docs/guide/import.md). */
export const IMPORT_KINDS = ['areas', 'statistics', 'bounds', 'institutions', 'population'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
