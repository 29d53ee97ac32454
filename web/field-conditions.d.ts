import type { Field } from './questions.js';

export function conditionsOf(field: Field, fields: readonly Field[]): Record<string, string[]>;
export function applies(field: Field, fields: readonly Field[], values: Record<string, string>): boolean;
export function controlsOf(fields: readonly Field[]): Set<string>;
export function isNeeded(field: Field, fields: readonly Field[], values: Record<string, string>): boolean;
export function replacedBy(name: string, fields: readonly Field[]): string[];
