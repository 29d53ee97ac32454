import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { Router } from 'express';
import { PROGRAM_ROOT } from './paths.ts';

/** `/map` (the map page of `web/`) and the MapLibre files it needs, served from the installed package. */
export function mapRoutes(): Router {
  const router = Router();
  const maplibre = dirname(createRequire(import.meta.url).resolve('maplibre-gl'));
  router.use('/map/vendor', express.static(maplibre, { immutable: true, maxAge: '1d', index: false }));
  router.use('/map', express.static(join(PROGRAM_ROOT, 'web')));
  return router;
}
