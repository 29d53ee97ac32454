/**
 * Regenerates the committed generated files; with --check it only compares and fails on a difference.
 * Each generator returns the files it owns: path (from the root) → text.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROGRAM_ROOT } from '../api/paths.ts';
import { generateConfigurationTables } from './generators/configuration.ts';
import { generateCoverage } from './generators/coverage.ts';
import { generateOpenApi } from './generators/openapi.ts';
import { generatePlanSchema } from './generators/plan-schema.ts';
import { generateSchema } from './generators/schema.ts';

const isCheck = process.argv.includes('--check');
const files = {
  ...(await generateSchema()),
  ...generateConfigurationTables(),
  ...generatePlanSchema(),
  ...generateCoverage(),
  ...(await generateOpenApi()),
};
const stale = Object.entries(files).filter(([path, text]) => {
  const file = join(PROGRAM_ROOT, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});
for (const [path, text] of stale) {
  if (isCheck) {
    console.error(`${path} is out of date: run \`npm run generate\` and commit it`);
    continue;
  }
  mkdirSync(dirname(join(PROGRAM_ROOT, path)), { recursive: true });
  writeFileSync(join(PROGRAM_ROOT, path), text);
  console.log(`wrote ${path}`);
}
if (stale.length === 0) console.log(`generated files are up to date (${Object.keys(files).length})`);
process.exit(isCheck && stale.length > 0 ? 1 : 0);
