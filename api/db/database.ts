import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { UnavailableError } from '../errors.ts';
import { faultOf, reasonOf } from './fault.ts';
import { ensurePlanMode, type PlanMode } from './plan-mode.ts';
import { ensureTimeLimit } from './statement-time-limit.ts';
import type { Tables } from './tables.generated.ts';

/** One statement: `name` makes it a prepared statement that the connection keeps. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  /** How it is planned; inside a transaction as the connection stands. */
  readonly plan?: PlanMode;
}

export type Engine = 'embedded' | 'server';

/** Where connections come from; `held` when all statements must use one connection (inside a transaction). */
interface Source {
  readonly engine: Engine;
  readonly pool: pg.Pool;
  /** Asks for the end of the statement that a connection runs; absent on the embedded engine, which cannot be interrupted. */
  readonly cancel?: (client: pg.PoolClient) => Promise<void>;
}

/**
 * The database as data access sees it: named statements, kysely on the same connection, transactions,
 * and cancellation when `signal` aborts. Functions take it first, so that they run inside a transaction unchanged.
 */
export class Database {
  readonly kysely: Kysely<Tables>;
  readonly #source: Source;
  readonly #held: pg.PoolClient | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #timeoutMs: number | undefined;

  constructor(source: Source, held?: pg.PoolClient, signal?: AbortSignal, timeoutMs?: number) {
    this.#source = source;
    this.#held = held;
    this.#signal = signal;
    this.#timeoutMs = timeoutMs;
    const connect = async () => {
      const client = held ?? (await this.#connect());
      return {
        query: (text: string, values: readonly unknown[]) => this.#send(client, { text, values }),
        release: () => (held ? undefined : release(client)),
      };
    };
    // Kysely needs only connect/query/release of a pool; handing it ours keeps its statements cancellable.
    const pool = { connect, end: async () => undefined } as unknown as pg.Pool;
    this.kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }

  get engine(): Engine {
    return this.#source.engine;
  }

  /** What all copies of this database share (with a signal, with a time limit, inside a transaction): the key of caches. */
  get root(): object {
    return this.#source;
  }

  get inTransaction(): boolean {
    return this.#held !== undefined;
  }

  /**
   * The same database whose statements are given up when `signal` aborts. The server stops a running statement; the
   * embedded engine cannot: there `run` ends for its caller, and the connection is free once the statement has ended.
   */
  withSignal(signal: AbortSignal): Database {
    return new Database(this.#source, this.#held, signal, this.#timeoutMs);
  }

  /** The same database whose statements may take so long instead of STATEMENT_TIMEOUT_MS (server engine only); not inside a transaction. */
  withTimeLimit(timeoutMs: number): Database {
    return new Database(this.#source, this.#held, this.#signal, timeoutMs);
  }

  /** Runs one statement and returns its rows. Throws TimeLimitError, ClientGoneError, UnavailableError or the database's own error. */
  async run<Row>(statement: Statement): Promise<Row[]> {
    if (this.#held) return (await this.#send(this.#held, statement)).rows as Row[];
    const client = await this.#connect();
    const sending = this.#send(client, statement).finally(() => release(client));
    const result = await (this.#source.cancel ? sending : unlessAborted(sending, this.#signal));
    return result.rows as Row[];
  }

  /**
   * Runs `work` in one transaction; any error rolls back. Inside a transaction it joins the outer one.
   * `timeoutMs` replaces the statement timeout for its statements (0 = none); server engine only.
   */
  async transaction<T>(work: (tx: Database) => Promise<T>, options: { timeoutMs?: number } = {}): Promise<T> {
    if (this.#held) return work(this);
    const client = await this.#connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      if (options.timeoutMs !== undefined) {
        await client.query("select set_config('statement_timeout', $1, true)", [String(options.timeoutMs)]);
      }
      const result = await work(new Database(this.#source, client, this.#signal, this.#timeoutMs));
      this.#throwIfGone();
      const { command } = await client.query('commit');
      // PostgreSQL answers `commit` of a failed transaction by rolling back, without an error.
      if (command !== 'COMMIT')
        throw new Error('the transaction was rolled back: an error of one of its statements was ignored');
      return result;
    } catch (error) {
      // One of several statements asked for at once may have failed while others still run.
      await lastStatement.get(client);
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw faultOf(error, this.#signal);
    } finally {
      client.release(broken ?? suspect.has(client));
    }
  }

  /** Runs several statements given as one text without parameters (migrations, fixtures). */
  async script(text: string): Promise<void> {
    const client = this.#held ?? (await this.#connect());
    try {
      await lastStatement.get(client);
      await client.query(text);
    } catch (error) {
      throw this.#explain(client, error);
    } finally {
      if (!this.#held) release(client);
    }
  }

  /** Closes the pool; waits for statements under way. A second call does nothing. */
  async close(): Promise<void> {
    if (!this.#source.pool.ending) await this.#source.pool.end();
  }

  /** Pool figures for metrics: connections open, idle, and requests waiting for one. */
  poolFigures(): { open: number; idle: number; waiting: number } {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.#source.pool;
    return { open, idle, waiting };
  }

  /** A connection of the pool; a request that is given up while it waits for one leaves the queue's place unused. */
  async #connect(): Promise<pg.PoolClient> {
    this.#throwIfGone();
    const connecting = this.#source.pool.connect();
    try {
      await unlessAborted(connecting, this.#signal);
    } catch (error) {
      if (this.#signal?.aborted) connecting.then(release).catch(() => undefined);
      throw faultOf(error, this.#signal);
    }
    const client = await connecting;
    if (this.#source.engine === 'embedded') return client;
    try {
      await ensureTimeLimit(client, this.#timeoutMs);
      return client;
    } catch (error) {
      client.release(true);
      throw faultOf(error, this.#signal);
    }
  }

  #throwIfGone(): void {
    if (this.#signal?.aborted) throw reasonOf(this.#signal);
  }

  #explain(client: pg.PoolClient, error: unknown): unknown {
    const fault = faultOf(error, this.#signal);
    if (fault instanceof UnavailableError) suspect.add(client);
    return fault;
  }

  /** Statements of one transaction run one after the other: a connection takes no second one while it runs the first. */
  #send(client: pg.PoolClient, statement: Statement): Promise<pg.QueryResult> {
    if (!this.#held) return this.#sendNow(client, statement);
    const before = lastStatement.get(client) ?? Promise.resolve();
    const sending = before.then(() => this.#sendNow(client, statement));
    lastStatement.set(
      client,
      sending.then(
        () => undefined,
        () => undefined,
      ),
    );
    return sending;
  }

  async #sendNow(client: pg.PoolClient, statement: Statement): Promise<pg.QueryResult> {
    this.#throwIfGone();
    let cancelling: Promise<void> | undefined;
    const cancel = () => {
      cancelling = this.#source.cancel?.(client);
    };
    this.#signal?.addEventListener('abort', cancel, { once: true });
    try {
      const { plan = 'auto', ...query } = statement;
      if (!this.#held) await ensurePlanMode(client, plan);
      return await client.query({ ...query, values: query.values as unknown[] });
    } catch (error) {
      throw this.#explain(client, error);
    } finally {
      this.#signal?.removeEventListener('abort', cancel);
      // The cancel must have landed before the connection is used again, or it could hit the next statement.
      await cancelling;
    }
  }
}

/** The end of the last statement that a transaction has sent on a connection; never rejects. */
const lastStatement = new WeakMap<pg.PoolClient, Promise<unknown>>();

/** Connections that reported a fault of their own: the server ends them, but `pg` may learn of it a moment later. */
const suspect = new WeakSet<pg.PoolClient>();

function release(client: pg.PoolClient): void {
  client.release(suspect.has(client));
}

/** The promise's outcome, or the signal's reason as soon as it aborts; the promise itself runs on. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(reasonOf(signal));
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
