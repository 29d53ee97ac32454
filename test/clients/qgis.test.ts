import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../../api/collections/registry.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { HOSTILE_NAMES, ogcApp, seedCity, seedInstitutions } from '../http/ogc-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Debian's QGIS is a module of the system's Python. */
const PYTHON = '/usr/bin/python3';
const version = qgisVersion();
if (!version)
  console.warn(
    'QGIS is not installed: its client tests do not run. Debian: apt-get install python3-qgis qgis-providers',
  );

interface Seen {
  valid: boolean;
  error: string;
  featureCount: number;
  read: number;
  geometry: string;
  fields: string[];
  names: string[];
  inFirstBox?: number;
}

describe.skipIf(!version)(`QGIS ${version} as a client`, () => {
  let opened: TestDatabase;
  let server: Server;
  let seen: Record<string, Seen>;
  beforeAll(async () => {
    opened = await openTestDatabase();
    await seedCity(opened.database);
    await seedInstitutions(opened.database, 2_990);
    server = ogcApp(opened.database, { PUBLIC_URL: '' }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const script = join(PROGRAM_ROOT, 'test/clients/qgis_layers.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, base, ...COLLECTIONS.map(({ id }) => id)], {
      env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
      maxBuffer: 50_000_000,
    });
    seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, Seen>;
  });
  afterAll(async () => {
    server.close();
    await opened.close();
  });

  it('opens every layer, with its type of geometry and all its fields', () => {
    for (const { id, geometryType, fields } of COLLECTIONS) {
      const layer = seen[id];
      expect([id, layer?.valid, layer?.error]).toEqual([id, true, '']);
      if (geometryType && layer?.read) expect([id, layer.geometry]).toEqual([id, geometryType]);
      if (layer?.read)
        expect([id, layer.fields]).toEqual([id, expect.arrayContaining(fields.map((field) => field.name))]);
    }
  });

  it('reads all features over the pages, names unharmed', () => {
    expect(seen.institutions).toMatchObject({ featureCount: 3_000, read: 3_000 });
    expect(seen.institutions?.names).toEqual(expect.arrayContaining(HOSTILE_NAMES));
  });

  it('finds features by the box on the map', () => {
    expect(seen.institutions?.inFirstBox).toBeGreaterThan(0);
    expect(seen.institutions?.inFirstBox).toBeLessThan(3_000);
  });
});

function qgisVersion(): string | undefined {
  try {
    const script = 'import qgis.core; print(qgis.core.Qgis.QGIS_VERSION)';
    return execFileSync(PYTHON, ['-c', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
