import { inject } from 'vitest';
import { embeddedDatabase, serverDatabase } from '../../api/db/connect.ts';
import type { Database } from '../../api/db/database.ts';
import { startEmbeddedEngine } from '../../api/db/embedded-engine.ts';
import { preparedArchivePath } from '../../api/db/prepared-data-directory.ts';
import { TEMPLATE_DATABASE } from './server-setup.ts';

export interface TestDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * A migrated, empty database of its own for one test file: a clone of the template on the server under test,
 * or an in-memory embedded engine. Call in beforeAll; close in afterAll.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl') as string | undefined;
  return serverUrl ? cloneTemplate(serverUrl) : openEmbedded();
}

async function openEmbedded(): Promise<TestDatabase> {
  const engine = await startEmbeddedEngine({ preparedArchive: preparedArchivePath() });
  const database = embeddedDatabase(engine);
  return {
    database,
    close: async () => {
      await database.close();
      await engine.stop();
    },
  };
}

async function cloneTemplate(serverUrl: string): Promise<TestDatabase> {
  const name = `dingdian_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await maintain(serverUrl, `create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = serverDatabase({ url: url.href, poolSize: 8, statementTimeoutMs: 60_000 });
  return {
    database,
    close: async () => {
      await database.close();
      await maintain(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function maintain(serverUrl: string, statement: string): Promise<void> {
  const maintenance = serverDatabase({ url: serverUrl, poolSize: 1, statementTimeoutMs: 0 });
  try {
    await maintenance.script(statement);
  } finally {
    await maintenance.close();
  }
}
