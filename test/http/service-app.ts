import { Writable } from 'node:stream';
import express, { type Express } from 'express';
import { pino } from 'pino';
import { type Config, readConfig } from '../../api/config.ts';
import type { Database } from '../../api/db/database.ts';
import { healthRoutes } from '../../api/http/health-routes.ts';
import { applyMiddleware } from '../../api/http/middleware.ts';
import { notFoundHandler, problemHandler } from '../../api/http/problem.ts';
import { keysRoutes } from '../../api/keys/keys-routes.ts';

export interface ServiceApp {
  readonly app: Express;
  readonly config: Config;
  /** The log lines so far, parsed. */
  readonly lines: Record<string, unknown>[];
}

/** The service around some routes, as the product wires it; its log is kept for looking at. */
export function serviceApp(
  database: Database,
  environment: Record<string, string> = {},
  addRoutes: (app: Express) => void = () => undefined,
): ServiceApp {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const config = readConfig(environment);
  const deps = { database, config, log: pino({ level: 'trace' }, sink) };
  const app = express();
  applyMiddleware(app, deps);
  app.use(healthRoutes(deps));
  app.use(keysRoutes(deps));
  addRoutes(app);
  app.use(notFoundHandler);
  app.use(problemHandler(deps));
  return { app, config, lines };
}
