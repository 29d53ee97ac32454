import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ProvidedServer {
  /** URL of a database whose user may create databases. */
  readonly url: string;
  /** What the tests run on, for the log. */
  readonly description: string;
  stop(): Promise<void>;
}

/** TEST_DATABASE_URL, else a container where Docker answers, else a throwaway cluster of the installed PostgreSQL. */
export async function provideServer(): Promise<ProvidedServer> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { url, description: 'the server of TEST_DATABASE_URL', stop: async () => undefined };
  if (dockerAnswers()) return startContainer();
  return startThrowawayCluster();
}

function dockerAnswers(): boolean {
  try {
    execFileSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

async function startContainer(): Promise<ProvidedServer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const image = process.env.TEST_POSTGIS_IMAGE ?? 'postgis/postgis:16-3.5';
  const container = await new GenericContainer(image)
    .withEnvironment({ POSTGRES_PASSWORD: 'test' })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  const url = `postgres://postgres:test@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
  return { url, description: `a container of ${image}`, stop: async () => void (await container.stop()) };
}

/** PostgreSQL refuses to run as root, so root hands the cluster to the `postgres` user. */
async function startThrowawayCluster(): Promise<ProvidedServer> {
  const binaries = installedBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'dingdian-cluster-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    await chown(folder, id('-u'), id('-g'));
  }
  await chmod(folder, 0o700);
  const run = (program: string, ...args: string[]) => {
    const command = [join(binaries, program), ...args];
    const [file = '', ...rest] = asRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(file, rest, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  };
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-sync');
  const port = 54000 + (process.pid % 1000);
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`;
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start');
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    description: `a throwaway cluster of ${binaries}`,
    stop: async () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Folder of the newest installed PostgreSQL programs. Throws when none is there. */
export function installedBinaries(): string {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).filter((name) => Number(name) >= 15) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (!newest)
    throw new Error(
      'test:server needs a PostGIS server: set TEST_DATABASE_URL, start Docker, or install PostgreSQL 15+ with PostGIS (Debian: postgresql-15-postgis-3).',
    );
  return join(base, newest, 'bin');
}
