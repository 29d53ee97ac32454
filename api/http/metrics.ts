import type { Application, RequestHandler } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { statusOf } from './request-log.ts';
import { routesAt } from './route-table.ts';

export interface Metrics {
  readonly registry: Registry;
  /** Middleware that times each request and files it under its route template. */
  measure(app: Application): RequestHandler;
}

/** From one millisecond (a proximity check) to the request's time limit. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

const known = new WeakMap<Database, Metrics>();

/** The metrics of the process that serves a database: requests, connection pool, event loop and memory. */
export function metricsOf(deps: { readonly database: Database }): Metrics {
  const existing = known.get(deps.database);
  if (existing) return existing;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addPoolGauge(registry, deps.database);
  const metrics = { registry, measure: requestTimer(registry) };
  known.set(deps.database, metrics);
  return metrics;
}

function requestTimer(registry: Registry): Metrics['measure'] {
  const histogram = new Histogram({
    name: 'dingdian_http_request_duration_seconds',
    help: 'Duration of HTTP requests by route template and status (499 = the client left)',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return (app) => (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => {
      const status = statusOf(req, res);
      // Not req.path: inside a mounted router it lacks the mount.
      const path = req.originalUrl.split('?', 1)[0] ?? '/';
      const route = routeLabel(app, req.method, path, status);
      histogram.observe({ method: req.method, route, status }, (performance.now() - startedAt) / 1000);
    });
    next();
  };
}

/** The template of the route, never the path itself: the number of series must not grow with what callers send. */
function routeLabel(app: Application, method: string, path: string, status: number): string {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const routes = routesAt(app, path);
  const route = routes.find(({ methods }) => methods.includes(wanted)) ?? routes[0];
  if (route) return route.template;
  return status < 400 ? 'static' : 'unmatched';
}

function addPoolGauge(registry: Registry, database: Database): void {
  addStateGauge(registry, {
    name: 'dingdian_database_connections',
    help: 'Database connections: open, idle, and requests waiting for one',
    figures: () => database.poolFigures(),
  });
}

/** A gauge with one series for each state, read when it is asked for; added once. */
export function addStateGauge(
  registry: Registry,
  gauge: { name: string; help: string; figures: () => object },
): void {
  const { name, help, figures } = gauge;
  if (registry.getSingleMetric(name)) return;
  new Gauge({
    name,
    help,
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(figures())) this.set({ state }, Number(count));
    },
  });
}
