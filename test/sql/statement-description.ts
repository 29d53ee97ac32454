import pg from 'pg';
import { inject } from 'vitest';
import { startEmbeddedEngine } from '../../api/db/embedded-engine.ts';
import { preparedArchivePath } from '../../api/db/prepared-data-directory.ts';
import { openTestDatabase } from '../support/test-database.ts';

/** What the database says of a statement that it has parsed but not run. */
export interface StatementDescription {
  /** Type of each parameter, in order. */
  readonly parameters: readonly string[];
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string }>;
}

export interface Describer {
  /** Parses the statement; rejects with the database's error. */
  describe(text: string): Promise<StatementDescription>;
  close(): Promise<void>;
}

/** A connection to a migrated database of the engine under test. */
export async function openDescriber(): Promise<Describer> {
  const serverUrl = inject('serverUrl') as string | undefined;
  return serverUrl ? describerOnServer(serverUrl) : describerOnEmbedded();
}

async function describerOnServer(serverUrl: string): Promise<Describer> {
  const { database, close } = await openTestDatabase();
  const [row] = await database.run<{ name: string }>({ text: 'select current_database() as name' });
  const client = new pg.Client({
    connectionString: Object.assign(new URL(serverUrl), { pathname: `/${row!.name}` }).href,
  });
  return describer(client, close);
}

async function describerOnEmbedded(): Promise<Describer> {
  const engine = await startEmbeddedEngine({ preparedArchive: preparedArchivePath() });
  const client = new pg.Client({ host: engine.socketDirectory, user: 'postgres', database: 'postgres' });
  return describer(client, engine.stop);
}

async function describer(client: pg.Client, close: () => Promise<void>): Promise<Describer> {
  await client.connect();
  const { rows } = await client.query<{ oid: number; name: string }>(
    'select oid::int, oid::regtype::text as name from pg_type',
  );
  const names = new Map(rows.map((row) => [row.oid, row.name]));
  const nameOf = (oid: number) => names.get(oid) ?? `type ${oid}`;
  return {
    describe: (text) =>
      new Promise((resolve, reject) => {
        client.query(
          new DescribeStatement(text, (error, parameters, fields) => {
            if (error) reject(error);
            else
              resolve({
                parameters: parameters.map(nameOf),
                columns: fields.map((field) => ({ name: field.name, type: nameOf(field.dataTypeID) })),
              });
          }),
        );
      }),
    close: async () => {
      await client.end();
      await close();
    },
  };
}

interface ProtocolConnection {
  parse(statement: { name: string; text: string; types: number[] }): void;
  describe(target: { type: 'S'; name: string }): void;
  sync(): void;
  once(event: 'parameterDescription', listener: (message: { dataTypeIDs: number[] }) => void): void;
}
type Done = (error: Error | undefined, parameters: readonly number[], fields: readonly pg.FieldDef[]) => void;

/** A statement that `pg` only parses and describes (protocol messages Parse, Describe, Sync). */
class DescribeStatement implements pg.Submittable {
  readonly #text: string;
  readonly #done: Done;
  #parameters: readonly number[] = [];
  #fields: readonly pg.FieldDef[] = [];

  constructor(text: string, done: Done) {
    this.#text = text;
    this.#done = done;
  }

  submit(connection: unknown): void {
    const protocol = connection as ProtocolConnection;
    protocol.once('parameterDescription', (message) => {
      this.#parameters = message.dataTypeIDs;
    });
    protocol.parse({ name: '', text: this.#text, types: [] });
    protocol.describe({ type: 'S', name: '' });
    protocol.sync();
  }
  handleRowDescription(message: { fields: pg.FieldDef[] }): void {
    this.#fields = message.fields;
  }
  handleError(error: Error): void {
    this.#done(error, [], []); // ReadyForQuery no longer comes to a statement that failed
  }
  handleReadyForQuery(): void {
    this.#done(undefined, this.#parameters, this.#fields);
  }
}
