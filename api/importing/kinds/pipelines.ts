import type { ImportKind } from '../import-kind.ts';
import { areasPipeline } from './areas.ts';
import { boundsPipeline, statisticsPipeline } from './figures.ts';
import { institutionsPipeline } from './institutions.ts';
import type { KindPipeline } from './kind-pipeline.ts';
import { populationPipeline } from './population.ts';

/** The set-based part of each kind. */
export const PIPELINES: Record<ImportKind, KindPipeline> = {
  areas: areasPipeline,
  statistics: statisticsPipeline,
  bounds: boundsPipeline,
  institutions: institutionsPipeline,
  population: populationPipeline,
};
