// After `npm ci`: builds the program and makes the prepared data directory, so that the first start is quick.
// Neither is needed for the install to succeed: `npm start` does what is missing. DINGDIAN_SKIP_PREPARE=1 skips both.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const hasSource = existsSync(join(root, 'api')) && existsSync(join(root, 'node_modules', 'typescript'));
if (process.env.DINGDIAN_SKIP_PREPARE !== '1' && hasSource) {
  const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
  if (run('scripts/build.mjs')) run('bin/dingdian.mjs', 'prepare');
}
