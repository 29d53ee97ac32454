import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../errors.ts';
import { DEMO_FILES, type DemoFile, generateCity } from './generate-city.ts';
import { type DemoManifest, GEODATA, readManifest, sha256 } from './manifest.ts';

/**
 * Path of each file of the demo city: the committed ones as they lie in `geodata/demo`, the others from `folder`, where
 * those that are missing or differ are generated first. Throws StartupError when a file does not match the manifest.
 */
export async function provideDemoFiles(
  folder: string,
  manifest: DemoManifest = readManifest(),
): Promise<Readonly<Record<DemoFile, string>>> {
  const paths = Object.fromEntries(
    DEMO_FILES.map((name) => [
      name,
      manifest.files[name].committed ? join(GEODATA, 'demo', name) : join(folder, name),
    ]),
  ) as Record<DemoFile, string>;
  const missing = DEMO_FILES.filter((name) => !matches(paths[name], manifest, name));
  if (missing.length === 0) return paths;
  await mkdir(folder, { recursive: true });
  const { files } = generateCity(manifest.seed);
  for (const name of missing) {
    if (sha256(files[name]) !== manifest.files[name].sha256) throw notAsDescribed(name);
    paths[name] = join(folder, name);
    await writeFile(paths[name], files[name]);
  }
  return paths;
}

function matches(path: string, manifest: DemoManifest, name: DemoFile): boolean {
  return existsSync(path) && sha256(readFileSync(path)) === manifest.files[name].sha256;
}

function notAsDescribed(name: string): StartupError {
  return new StartupError(
    `The demo city's ${name} does not match geodata/demo-manifest.json. Remedy: restore the folder geodata from the release, ` +
      'make the manifest again after changing the generator (npm run demo:generate), or start with DEMO=off.',
  );
}
