import type { Feature, FeatureCollection, Geometry } from 'geojson';

type Properties = Record<string, unknown>;
export function toneOf(properties: Properties): string;
export function listFindings(
  answer: unknown,
): { number: number; properties: Properties; geometry: Geometry | null; id: string | number | null }[];
export function siteOf(answer: unknown): { lon: number; lat: number } | null;
export function limitOf(answer: unknown): number | null;
export function drawAnswer(
  answer: unknown,
  language: 'zh' | 'en',
): {
  areas: FeatureCollection;
  lines: FeatureCollection;
  points: FeatureCollection;
  names: FeatureCollection;
  bounds: [number, number, number, number] | null;
};
export function boundsOf(
  features: readonly Feature<Geometry | null>[],
): [number, number, number, number] | null;
