/**
 * Regenerates the committed generated files; with --check it only compares and fails on a difference.
 * Each generator returns the files it owns: path (from the root) → text.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_ROOT } from '../api/paths.ts';
import { generateSchema } from './generators/schema.ts';

const check = process.argv.includes('--check');
const files = { ...(await generateSchema()) };
let stale = 0;
for (const [path, text] of Object.entries(files)) {
  const file = join(PROGRAM_ROOT, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale += 1;
  if (check) console.error(`${path} is out of date: run \`npm run generate\` and commit it`);
  else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}
if (stale === 0) console.log(`generated files are up to date (${Object.keys(files).length})`);
process.exit(check && stale > 0 ? 1 : 0);
