import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Database } from '../db/database.ts';
import { activateNetwork, removeNetwork, retireNetwork } from './activate-network.ts';
import { listNetworks, type StoredNetwork } from './stored-networks.ts';

type OpenSession = () => Promise<{ readonly database: Database; close(): Promise<void> }>;

/** `dingdian network list | activate | retire | remove`: versions of the walking network. */
export function addNetworkCommand(program: Command, openSession: OpenSession): void {
  const network = program
    .command('network')
    .description('Versions of the walking network; import one with `dingdian import network`. 步行路网版本');
  network
    .command('list')
    .description('List the versions by area.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const networks = await inSession(openSession, listNetworks);
      const heads = networks.map(({ build: _report, ...head }) => head);
      process.stdout.write(json ? `${JSON.stringify(heads, null, 2)}\n` : table(networks));
    });
  network
    .command('activate')
    .description('Let a version decide walking distances of its area; the one active there is retired.')
    .argument('<code>', 'code of the version')
    .action(async (code: string) => {
      const { area, changed, retired } = await inSession(openSession, (db) =>
        activateNetwork(db, code, trail()),
      );
      const also = retired === null ? '' : `; ${retired} is retired`;
      process.stdout.write(
        changed ? `${code} is active in ${area}${also}\n` : `${code} was active in ${area} already\n`,
      );
    });
  network
    .command('retire')
    .description('Take a version out of use; its area then has none.')
    .argument('<code>', 'code of the version')
    .action(async (code: string) => {
      const { area, changed } = await inSession(openSession, (db) => retireNetwork(db, code, trail()));
      process.stdout.write(
        changed ? `${code} is retired: ${area} has no walking network now\n` : `${code} was not active\n`,
      );
    });
  network
    .command('remove')
    .description('Delete a version that is not active, with its streets.')
    .argument('<code>', 'code of the version')
    .action(async (code: string) => {
      const { edges } = await inSession(openSession, (db) => removeNetwork(db, code, trail()));
      process.stdout.write(`${code} is removed with ${edges} edges\n`);
    });
}

async function inSession<T>(openSession: OpenSession, work: (db: Database) => Promise<T>): Promise<T> {
  const session = await openSession();
  try {
    return await work(session.database);
  } finally {
    await session.close();
  }
}

/** A user id without a name (as in a container) has no entry to look up. */
function trail() {
  try {
    return { actor: `cli:${userInfo().username}` };
  } catch {
    return { actor: `cli:${process.getuid?.() ?? 'unknown'}` };
  }
}

function table(networks: readonly StoredNetwork[]): string {
  if (networks.length === 0)
    return 'no walking network yet: dingdian import network <file> --area <area> --activate\n';
  const lines = networks.map((network) =>
    [
      network.isActive ? 'active ' : '       ',
      network.area,
      network.code,
      network.sourceDate,
      `${network.edges} edges`,
      `${network.lengthKm.toFixed(1)} km`,
      `${(network.largestShare * 100).toFixed(1)} % in the largest of ${network.components} components`,
      ...(network.isSynthetic ? ['synthetic'] : []),
    ].join('  '),
  );
  return `${lines.join('\n')}\n`;
}
