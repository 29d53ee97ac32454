import type { Feature, FeatureCollection, Geometry } from 'geojson';

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
