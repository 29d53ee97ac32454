import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { refuseUnfit } from '../../api/db/check-server.ts';
import { serverDatabase } from '../../api/db/connect.ts';
import { readMigrations } from '../../api/db/migrate.ts';
import { openDatabase } from '../../api/db/open.ts';
import { StartupError } from '../../api/errors.ts';

const LATIN = `dingdian_test_latin_${process.pid}`;
const PLAIN = `dingdian_test_plain_${process.pid}`;
const ROLE = `dingdian_test_role_${process.pid}`;
const urlOf = (database: string, user?: string) => {
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${database}`;
  if (user) Object.assign(url, { username: user, password: 'secret-word' });
  return url.href;
};

async function maintain(...statements: string[]): Promise<void> {
  const db = serverDatabase({ url: inject('serverUrl'), poolSize: 1, statementTimeoutMs: 0 });
  try {
    for (const statement of statements) await db.script(statement);
  } finally {
    await db.close();
  }
}
beforeAll(() =>
  maintain(
    `create database ${LATIN} template template0 encoding 'LATIN1' locale 'C'`,
    `create role ${ROLE} login password 'secret-word'`,
    `create database ${PLAIN} template template0 encoding 'UTF8' owner ${ROLE}`,
  ),
);
afterAll(() =>
  maintain(`drop database ${LATIN} with (force)`, `drop database ${PLAIN} with (force)`, `drop role ${ROLE}`),
);

const open = (databaseUrl: string) =>
  openDatabase({
    databaseUrl,
    dataDirectory: '',
    poolSize: 1,
    statementTimeoutMs: 30_000,
    onProgress: () => undefined,
  });

/** The message of the refusal to start on `url`; opening it must fail as StartupError. */
async function refusal(url: string): Promise<string> {
  const error = await open(url).then(
    async ({ close }) => close().then(() => undefined),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StartupError);
  expect((error as Error).message).toContain('Remedy: ');
  return (error as Error).message;
}

describe('a database that cannot be used is refused with the remedy', () => {
  it('when nothing listens there', async () => {
    expect(await refusal('postgres://127.0.0.1:1/x')).toMatch(/cannot be reached \(.*ECONNREFUSED/);
  });

  it('when the host is unknown', async () => {
    expect(await refusal('postgres://db.invalid/x')).toMatch(/cannot be reached \(.*(?:ENOTFOUND|EAI_AGAIN)/);
  });

  it('when the URL is none', async () => {
    expect(await refusal('not a url')).toMatch(/cannot be reached/);
  });

  it('when the database or the role does not exist, without telling the password', async () => {
    expect(await refusal(urlOf('dingdian_no_such'))).toMatch(/"dingdian_no_such" does not exist/);
    const message = await refusal(urlOf(PLAIN, 'dingdian_nobody'));
    expect(message).toMatch(/dingdian_nobody/);
    expect(message).not.toContain('secret-word');
  });

  it('when it is not encoded in UTF-8', async () => {
    expect(await refusal(urlOf(LATIN))).toMatch(/encoded in LATIN1.*encoding 'UTF8'/);
  });

  it('when the role may not install PostGIS; nothing is left behind, and it starts once a superuser has', async () => {
    expect(await refusal(urlOf(PLAIN, ROLE))).toMatch(
      /Migration 1 \(extensions\) failed.*create extension postgis/,
    );
    const superuser = serverDatabase({ url: urlOf(PLAIN), poolSize: 1, statementTimeoutMs: 0 });
    expect(await superuser.run({ text: "select to_regclass('schema_migration') as found" })).toEqual([
      { found: null },
    ]);
    await superuser.script('create extension postgis; create extension btree_gist');
    await superuser.close();
    const opened = await open(urlOf(PLAIN, ROLE));
    expect(await opened.database.run({ text: 'select count(*)::int as n from schema_migration' })).toEqual([
      { n: readMigrations().length },
    ]);
    await opened.close();
  });

  it('when it is newer than the program', async () => {
    const superuser = serverDatabase({ url: urlOf(PLAIN), poolSize: 1, statementTimeoutMs: 0 });
    await superuser.script(
      "insert into schema_migration (version, name, checksum) values (9000, 'future', 'x')",
    );
    await superuser.close();
    expect(await refusal(urlOf(PLAIN, ROLE))).toMatch(/migration 9000 \(future\).*newer than the program/);
  });
});

describe('a server that is too old', () => {
  const fit = { version: 150004, encoding: 'UTF8', postgis: '3.3.2' };
  it('is named with its version and what is needed', () => {
    expect(() => refuseUnfit(fit)).not.toThrow();
    expect(() => refuseUnfit({ ...fit, version: 180003, postgis: '3.6.2' })).not.toThrow();
    expect(() => refuseUnfit({ ...fit, postgis: '4.0.0dev' })).not.toThrow();
    expect(() => refuseUnfit({ ...fit, version: 140011 })).toThrow(
      /version 14; PostgreSQL 15 or newer.*Remedy/,
    );
    expect(() => refuseUnfit({ ...fit, postgis: null })).toThrow(/has no PostGIS.*Remedy: install it/);
    expect(() => refuseUnfit({ ...fit, postgis: '3.2.7' })).toThrow(/PostGIS 3.2.7 is too old; 3.3.*Remedy/);
    expect(() => refuseUnfit({ ...fit, postgis: '2.5.0' })).toThrow(StartupError);
  });
});
