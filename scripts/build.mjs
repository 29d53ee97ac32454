// Compiles api/ to dist/ when a source is newer than the last build (or with --force).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const stamp = join(root, 'dist', '.built');

function newestChange(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, statSync(path).mtimeMs, entry.isDirectory() ? newestChange(path) : 0);
  }
  return newest;
}

const current =
  existsSync(stamp) &&
  statSync(stamp).mtimeMs >= Math.max(newestChange(join(root, 'api')), statSync(join(root, 'package-lock.json')).mtimeMs);
if (!current || process.argv.includes('--force')) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) {
    console.error('The TypeScript compiler is not installed. Remedy: run `npm ci` (with development dependencies) once.');
    process.exit(1);
  }
  console.log('building dist/ …');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, '');
}
