import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { ClientGoneError, TimeLimitError } from '../errors.ts';
import type { Tables } from './tables.generated.ts';

/** One statement: `name` makes it a prepared statement that the connection keeps. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export type Engine = 'embedded' | 'server';

/** Where connections come from; `held` when all statements must use one connection (inside a transaction). */
interface Source {
  readonly engine: Engine;
  readonly pool: pg.Pool;
  /** Sends the cancel request for a backend; absent on the embedded engine, which cannot be interrupted. */
  readonly cancelBackend?: (processId: number) => Promise<void>;
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

  constructor(source: Source, held?: pg.PoolClient, signal?: AbortSignal) {
    this.#source = source;
    this.#held = held;
    this.#signal = signal;
    const connect = async () => {
      const client = held ?? (await this.#connect());
      return {
        query: (text: string, values: readonly unknown[]) => this.#send(client, { text, values }),
        release: () => (held ? undefined : client.release()),
      };
    };
    // Kysely needs only connect/query/release of a pool; handing it ours keeps its statements cancellable.
    const pool = { connect, end: async () => undefined } as unknown as pg.Pool;
    this.kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }

  get engine(): Engine {
    return this.#source.engine;
  }

  /** The same database whose statements are cancelled when `signal` aborts (server engine) or not begun (embedded). */
  withSignal(signal: AbortSignal): Database {
    return new Database(this.#source, this.#held, signal);
  }

  /** Runs one statement and returns its rows. Throws TimeLimitError, ClientGoneError or the database's own error. */
  async run<Row>(statement: Statement): Promise<Row[]> {
    if (this.#held) return (await this.#send(this.#held, statement)).rows as Row[];
    const client = await this.#connect();
    try {
      return (await this.#send(client, statement)).rows as Row[];
    } finally {
      client.release();
    }
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
      const result = await work(new Database(this.#source, client, this.#signal));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Runs several statements given as one text without parameters (migrations, fixtures). */
  async script(text: string): Promise<void> {
    const client = this.#held ?? (await this.#connect());
    try {
      await client.query(text);
    } finally {
      if (!this.#held) client.release();
    }
  }

  /** Closes the pool; waits for statements under way. */
  async close(): Promise<void> {
    await this.#source.pool.end();
  }

  /** Pool figures for metrics: connections open, idle, and requests waiting for one. */
  poolFigures(): { open: number; idle: number; waiting: number } {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.#source.pool;
    return { open, idle, waiting };
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#throwIfGone();
    const client = await this.#source.pool.connect();
    if (this.#signal?.aborted) {
      client.release();
      this.#throwIfGone();
    }
    return client;
  }

  #throwIfGone(): void {
    if (this.#signal?.aborted) throw new ClientGoneError('the request was given up before its statement began');
  }

  async #send(client: pg.PoolClient, statement: Statement): Promise<pg.QueryResult> {
    this.#throwIfGone();
    const signal = this.#signal;
    let cancelling: Promise<void> | undefined;
    const cancel = () => {
      const processId = (client as unknown as { processID?: number }).processID;
      if (processId) cancelling = this.#source.cancelBackend?.(processId).catch(() => undefined);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await client.query({ ...statement, values: statement.values as unknown[] });
    } catch (error) {
      if ((error as { code?: string }).code === '57014') {
        throw signal?.aborted
          ? new ClientGoneError('the request was given up', [], { cause: error })
          : new TimeLimitError('the database stopped the statement at its time limit', [], { cause: error });
      }
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      // The cancel must have landed before the connection is used again, or it could hit the next statement.
      await cancelling;
    }
  }
}
