import { Router } from 'express';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { applicationRoutes } from './applications/application-routes.ts';
import { assessmentRoutes } from './assessments/assessment-routes.ts';
import { batchRoutes } from './batches/batch-routes.ts';
import { datedDataRoutes } from './dated-data/dated-data-routes.ts';
import { ledgerRoutes } from './ledger/ledger-routes.ts';
import { planRoutes } from './plans/plan-routes.ts';

/** Everything that reviewers and planners do: plans, assessments, applications, batches, ledger, dated data. */
export function planningRoutes(deps: AppDependencies): Router {
  const router = Router();
  for (const routes of [
    planRoutes,
    assessmentRoutes,
    applicationRoutes,
    batchRoutes,
    ledgerRoutes,
    datedDataRoutes,
  ])
    router.use(routes(deps));
  return router;
}
