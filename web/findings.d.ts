import type { Feature, Geometry } from 'geojson';

type Properties = Record<string, unknown>;
export interface Finding {
  number: number;
  properties: Properties;
  geometry: Geometry | null;
  id: string | number | null;
}
export function toneNamed(name: string): string | undefined;
export function toneOf(properties: Properties): string;
export function natureOf(properties: Properties): string | null;
export function listFindings(answer: object): Finding[];
export function featuresOf(answer: unknown, role: string): Feature[];
export function siteOf(answer: unknown): { lon: number; lat: number } | null;
export function limitOf(answer: unknown): number | null;
export function isOnFoot(answer: unknown): boolean;
