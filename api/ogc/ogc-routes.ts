import { Router } from 'express';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { itemsRoutes } from './items-routes.ts';

/** Everything that the OGC standards ask for. */
export function ogcRoutes(deps: AppDependencies): Router {
  const router = Router();
  router.use(itemsRoutes(deps));
  return router;
}
