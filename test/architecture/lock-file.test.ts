import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROGRAM_ROOT } from '../../api/paths.ts';

interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

// npm writes only the packages of the platforms that the registry in use holds; `npm ci` elsewhere then fails.
it('the lock file names the packages of every platform', () => {
  const lock = JSON.parse(readFileSync(join(PROGRAM_ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});
