// Compiles api/ to dist/ when a source is newer than the last build (or with --force).
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseOldNode } from '../bin/check-node.mjs';

refuseOldNode();

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const sources = ['api', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) =>
  join(root, name),
);

/** Latest change below a path; a removed file shows as a change of its folder. */
function newestChange(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function isCurrent() {
  if (process.argv.includes('--force') || !existsSync(stamp)) return false;
  return statSync(stamp).mtimeMs >= Math.max(...sources.map(newestChange));
}

/** Builds beside dist/ and swaps it in when it is whole, so that a failed build leaves the last one in place. */
function build() {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) {
    console.error(
      'The TypeScript compiler is not installed. Remedy: run `npm ci` (with development dependencies) once.',
    );
    return 1;
  }
  console.log('building dist/ …');
  // At the depth of dist/, because source maps hold relative paths.
  const fresh = join(root, `dist.${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, '.gitignore'), '*\n');
  const startedAt = new Date();
  const arguments_ = [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh];
  const { status } = spawnSync(process.execPath, arguments_, { stdio: 'inherit' });
  if (status === 0) {
    const built = join(fresh, '.built');
    writeFileSync(built, '');
    utimesSync(built, startedAt, startedAt); // what changes during the build is newer
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } else rmSync(fresh, { recursive: true, force: true });
  return status ?? 1;
}

// An installed program (a container image) has dist/ and no sources: there is nothing to build.
if (existsSync(join(root, 'api')) && !isCurrent()) process.exitCode = build();
