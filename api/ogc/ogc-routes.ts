import { Router } from 'express';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { type ApiOptions, apiRoutes } from './api-routes.ts';
import { itemsRoutes } from './items-routes.ts';
import { pageRoutes } from './page-routes.ts';

/** What OGC API - Features asks for: landing page, API definition, conformance, layers and their features. */
export function ogcRoutes(deps: AppDependencies, options: ApiOptions = {}): Router {
  const router = Router();
  router.use(pageRoutes(deps));
  router.use(apiRoutes(deps, options));
  router.use(itemsRoutes(deps));
  return router;
}
