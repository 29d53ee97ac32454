import express, { type Express } from 'express';
import { analysisRoutes } from './analyses/analysis-routes.ts';
import { proximityBatchRoutes } from './analyses/proximity-check/proximity-batch-routes.ts';
import { walkMatrixRoutes } from './analyses/walk-matrix/walk-matrix-routes.ts';
import { threadFigures } from './compute/run-in-thread.ts';
import type { AppDependencies } from './http/app-dependencies.ts';
import { healthRoutes } from './http/health-routes.ts';
import { addStateGauge, metricsOf } from './http/metrics.ts';
import { applyMiddleware } from './http/middleware.ts';
import { notFoundHandler, problemHandler } from './http/problem.ts';
import { importRoutes } from './importing/import-routes.ts';
import { networkImportRoutes } from './importing/network/network-import-routes.ts';
import { jobRoutes } from './jobs/job-routes.ts';
import { keysRoutes } from './keys/keys-routes.ts';
import { ogcRoutes } from './ogc/ogc-routes.ts';
import { planningRoutes } from './planning/planning-routes.ts';
import { scenarioRoutes } from './scenarios/scenario-routes.ts';
import { SERVICE_PATHS, SERVICE_SCHEMAS } from './service-paths.ts';
import { walkNetworkRoutes } from './walking/network-routes.ts';
import { mapRoutes } from './web-routes.ts';

/** The whole HTTP application: wiring only; it never listens. */
export function createApp(deps: AppDependencies): Express {
  const app = express();
  applyMiddleware(app, deps);
  addStateGauge(metricsOf(deps).registry, {
    name: 'dingdian_threads',
    help: 'Computing threads: running, busy, calls waiting for one, and threads lost at work',
    figures: threadFigures,
  });
  app.use(healthRoutes(deps));
  app.use(proximityBatchRoutes(deps));
  app.use(walkMatrixRoutes(deps));
  app.use(jobRoutes(deps));
  app.use(analysisRoutes(deps));
  app.use(networkImportRoutes(deps));
  app.use(importRoutes(deps));
  app.use(walkNetworkRoutes(deps));
  app.use(keysRoutes(deps));
  app.use(planningRoutes(deps));
  app.use(scenarioRoutes(deps));
  app.use(mapRoutes());
  app.use(ogcRoutes(deps, { extraPaths: SERVICE_PATHS, extraSchemas: SERVICE_SCHEMAS }));
  app.use(notFoundHandler);
  app.use(problemHandler(deps));
  return app;
}
