import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { plansOf } from '../plans-of.ts';
import type { WriteTrail } from '../write-trail.ts';

/** What a command runs on. */
export type OpenSession = () => Promise<{
  readonly config: Config;
  readonly database: Database;
  close(): Promise<void>;
}>;

/** Opens a session for the work and closes it; the result is printed as JSON. */
export async function printResult(
  openSession: OpenSession,
  work: (db: Database, plans: Plans) => Promise<unknown>,
): Promise<void> {
  const session = await openSession();
  try {
    const result = await work(session.database, plansOf(session.config));
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await session.close();
  }
}

/** The JSON of a file, or of standard input for `-`. Throws InvalidInputError. */
export function readJsonFile(file: string): unknown {
  const refuse = (reason: string) => new InvalidInputError([{ field: 'file', value: file, reason }]);
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw refuse((error as Error).message);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(`is not JSON: ${(error as Error).message}`);
  }
}

/** Who writes, as audit rows record it; a user id without a name (as in a container) has no entry to look up. */
export function commandTrail(): WriteTrail {
  try {
    return { actor: `cli:${userInfo().username}` };
  } catch {
    return { actor: `cli:${process.getuid?.() ?? 'unknown'}` };
  }
}
