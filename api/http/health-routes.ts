import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router } from 'express';
import { countPendingMigrations } from '../db/migrate.ts';
import { DingdianError, NotFoundError, UnavailableError } from '../errors.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import type { AppDependencies } from './app-dependencies.ts';
import { errorRoutes } from './error-routes.ts';
import { metricsOf } from './metrics.ts';

const READY_WITHIN_MS = 2_000;

/**
 * `GET /health` (the process answers; the database is not asked), `GET /ready` (the database answers within 2 s and has every
 * migration; else 503), `GET /metrics` (Prometheus text), `GET /errors/<code>`.
 */
export function healthRoutes(deps: AppDependencies): Router {
  const router = Router();
  const version = programVersion();
  router.get('/health', (_req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .json({ status: 'alive', version, uptime_s: Math.round(process.uptime()) });
  });
  const checkReady = readinessCheck(deps);
  router.get('/ready', async (_req, res) => {
    await checkReady();
    res
      .set('Cache-Control', 'no-store')
      .json({ status: 'ready', engine: deps.database.engine, pendingMigrations: 0 });
  });
  const { registry } = metricsOf(deps);
  router.get('/metrics', async (_req, res) => {
    if (!deps.config.METRICS) throw new NotFoundError('metrics are switched off (METRICS)');
    res
      .set('Cache-Control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });
  router.use(errorRoutes());
  return router;
}

/** Probes that come at the same time share one question to the database. */
function readinessCheck({ database }: AppDependencies): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  const check = async () => {
    const signal = AbortSignal.timeout(READY_WITHIN_MS);
    const tooLate = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () =>
        reject(new UnavailableError(`the database did not answer within ${READY_WITHIN_MS / 1000} s`)),
      );
    });
    const pending = await Promise.race([countPendingMigrations(database.withSignal(signal)), tooLate]).catch(
      notReady,
    );
    if (pending > 0) throw new UnavailableError(`the database lacks ${pending} migrations`);
    if (pending < 0) throw new UnavailableError('the database is newer than the program');
  };
  return () => {
    underWay ??= check().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** 42P01: the table of migrations does not exist, so no migration ran. */
function notReady(error: unknown): never {
  if (error instanceof DingdianError) throw error;
  const isEmpty = (error as { code?: unknown }).code === '42P01';
  throw new UnavailableError(
    isEmpty ? 'the database has no schema yet' : 'the database cannot be reached',
    [],
    { cause: error },
  );
}

function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PROGRAM_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
