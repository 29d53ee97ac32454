import type { TestProject } from 'vitest/node';
import { serverDatabase } from '../../api/db/connect.ts';
import { migrate } from '../../api/db/migrate.ts';
import { provideServer } from './server-provider.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the maintenance database of the server under test; absent = embedded engine. */
    serverUrl: string;
  }
}

/** Name of the migrated database that each test file clones. */
export const TEMPLATE_DATABASE = 'dingdian_test_template';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await provideServer();
  console.log(`server tests run on ${server.description}`);
  const maintenance = serverDatabase({ url: server.url, poolSize: 1, statementTimeoutMs: 0 });
  await maintenance.script(`drop database if exists ${TEMPLATE_DATABASE} with (force)`);
  await maintenance.script(`create database ${TEMPLATE_DATABASE}`);
  await maintenance.close();
  const url = new URL(server.url);
  url.pathname = `/${TEMPLATE_DATABASE}`;
  const template = serverDatabase({ url: url.href, poolSize: 1, statementTimeoutMs: 0 });
  await migrate(template);
  await template.close();
  project.provide('serverUrl', server.url);
  return () => server.stop();
}
