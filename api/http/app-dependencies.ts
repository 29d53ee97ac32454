import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';

/** What every route is made from. */
export interface AppDependencies {
  readonly database: Database;
  readonly config: Config;
  readonly log: Logger;
}
