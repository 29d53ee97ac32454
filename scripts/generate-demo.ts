import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_FILES, generateCity } from '../api/demo/generate-city.ts';
import { describeCity, GEODATA, MANIFEST_PATH } from '../api/demo/manifest.ts';

/**
 * Makes geodata/demo-manifest.json and the committed demo files again. `--check` only compares and fails when they are
 * out of date; `--all` writes the large files too, to geodata/generated.
 */
const started = performance.now();
const city = generateCity();
const manifest = describeCity(city);
const wanted = new Map<string, string>([[MANIFEST_PATH, `${JSON.stringify(manifest, null, 2)}\n`]]);
for (const name of DEMO_FILES) {
  if (manifest.files[name].committed) wanted.set(join(GEODATA, 'demo', name), city.files[name]);
  else if (process.argv.includes('--all')) wanted.set(join(GEODATA, 'generated', name), city.files[name]);
}

if (process.argv.includes('--check')) {
  const stale = [...wanted].filter(([path, text]) => readOrNothing(path) !== text).map(([path]) => path);
  if (stale.length > 0) {
    console.error(`out of date: ${stale.join(', ')}. Remedy: npm run demo:generate`);
    process.exitCode = 1;
  }
} else {
  for (const [path, text] of wanted) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`demo city ${manifest.seed}: ${wanted.size} files in ${seconds} s`, manifest.counts);
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
