import type { Geometry } from 'geojson';

export function labelPoint(geometry: Geometry | null): [number, number] | null;
