import { z } from 'zod';
import { StartupError } from './errors.ts';

const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'])
  .transform((value) => ['true', '1', 'on'].includes(value));
const wholeNumber = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);

/** Every environment variable the program reads, its default and its meaning. README's table is checked against it. */
export const configSchema = z.object({
  PORT: wholeNumber(0, 65535).default(8080).describe('Port to listen on; 0 takes a free one.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all.'),
  PUBLIC_URL: z.url().optional().describe('Base of the links in answers; default: from the request.'),
  DATABASE_URL: z.string().optional().describe('PostgreSQL URL with PostGIS; absent = the embedded engine.'),
  DATA_DIR: z.string().default('data').describe('Folder of the embedded engine.'),
  DATABASE_POOL_SIZE: wholeNumber(1, 200).default(10).describe('Connections to the PostgreSQL server.'),
  STATEMENT_TIMEOUT_MS: wholeNumber(100, 3_600_000)
    .default(30_000)
    .describe('Longest time of one SQL statement (server engine).'),
  DEMO: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('auto: an empty database is filled with the synthetic demo city.'),
  POLICIES_DIR: z
    .string()
    .optional()
    .describe(
      'Folder with plans of your own (`<city>/<plan>/plan.json`), beside those that come with the program.',
    ),
  READS: z.enum(['open', 'keys']).default('open').describe('keys: reading needs an API key too.'),
  CORS_ORIGIN: z.string().default('*').describe('Allowed origin(s), comma-separated, or *.'),
  TRUST_PROXY: wholeNumber(0, 10)
    .default(0)
    .describe('Number of reverse proxies in front, for client addresses and links.'),
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, 1_000_000)
    .default(1200)
    .describe('Requests a minute per address or key; 0 = no limit.'),
  MAX_BODY_BYTES: wholeNumber(1_000, 1_000_000_000).default(10_000_000).describe('Largest JSON body.'),
  MAX_UPLOAD_BYTES: wholeNumber(1_000, 10_000_000_000)
    .default(200_000_000)
    .describe('Largest file for import.'),
  MAX_VERTICES: wholeNumber(100, 10_000_000)
    .default(100_000)
    .describe('Most vertices of a geometry given in a request.'),
  MAX_ITEMS: wholeNumber(1, 100_000)
    .default(10_000)
    .describe('Largest page of a layer; a higher limit is clamped.'),
  REQUEST_TIMEOUT_MS: wholeNumber(1_000, 3_600_000).default(120_000).describe('Longest time of one request.'),
  WORKER_THREADS: wholeNumber(1, 64)
    .optional()
    .describe('Threads for computations; default: one less than the cores, at least 2, at most 8.'),
  JOB_CONCURRENCY: wholeNumber(0, 64)
    .default(1)
    .describe('Jobs that this process runs at the same time; 0 leaves them to other processes.'),
  JOB_TIMEOUT_MS: wholeNumber(1_000, 86_400_000)
    .default(3_600_000)
    .describe('Longest time of one job, and of one SQL statement of it.'),
  JOB_RETENTION_DAYS: wholeNumber(1, 3_650)
    .default(30)
    .describe('Days that a finished job and its result are kept.'),
  MAX_WAITING_JOBS: wholeNumber(1, 100_000).default(100).describe('Most jobs that may wait.'),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
    .default('info')
    .describe('Request log level.'),
  METRICS: flag.default(true).describe('Serve /metrics.'),
});

export type Config = z.output<typeof configSchema>;

/** Parses the environment once. Throws StartupError naming each variable that is wrong and what is allowed. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(configSchema.shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StartupError(
    `The configuration is not valid: ${wrong.join('; ')}. Remedy: correct the environment variables named.`,
  );
}
