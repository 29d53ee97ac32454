import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PreparedContent } from '../db/prepared-data-directory.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import { loadDemoCity } from './load-demo.ts';
import { MANIFEST_PATH } from './manifest.ts';

/** The demo city as the content of a prepared data directory; prepared anew whenever the program or the city changes. */
export function demoContent(): PreparedContent {
  const program = dirname(dirname(fileURLToPath(import.meta.url)));
  const hash = createHash('sha256').update(readFileSync(MANIFEST_PATH));
  const profiles = join(PROGRAM_ROOT, 'geodata', 'walking-profiles');
  for (const folder of [program, join(PROGRAM_ROOT, 'sql'), join(PROGRAM_ROOT, 'policies'), profiles])
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(js|ts|sql|json)$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)));
  return {
    name: 'demo',
    fingerprint: hash.digest('hex'),
    fill: (database, onProgress) => loadDemoCity(database, { onProgress }),
  };
}
