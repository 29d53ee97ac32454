import { describe, expect, it } from 'vitest';
import { distanceBreaches, houseBreaches, longModules, namingBreaches } from './house-rules.ts';
import { importCycles, layeringBreaches } from './layering.ts';
import { listImports, readSources, type Sources } from './source-files.ts';

const api = readSources(['api'], ['.ts']);

describe('api/', () => {
  it('is read by these rules at all', () => {
    expect(api.size).toBeGreaterThan(100);
    expect([...api.values()].reduce((sum, text) => sum + listImports(text).length, 0)).toBeGreaterThan(300);
  });
  it('imports only downwards', () => expect(layeringBreaches(api)).toEqual([]));
  it('has no cycle of imports', () => expect(importCycles(api)).toEqual([]));
  it('keeps the rules of the house', () => expect(houseBreaches(api)).toEqual([]));
});

describe('all TypeScript', () => {
  it('is named for what it is', () =>
    expect(namingBreaches(readSources(['scripts', 'bench', 'test'], ['.ts']))).toEqual([]));
  it('holds one idea a module', () =>
    expect(longModules(readSources(['api', 'scripts', 'bench'], ['.ts']))).toEqual([]));
});

describe('sql/', () => {
  const statements = new Map(
    [...readSources(['sql'], ['.sql'])].filter(([path]) => path !== 'sql/schema.sql'),
  );
  it('keeps the distance contract', () => expect(distanceBreaches(statements)).toEqual([]));
});

describe('the rules see a breach', () => {
  const files = (entries: Record<string, string>): Sources => new Map(Object.entries(entries));
  const one = (path: string, text: string) => files({ [path]: text });

  it.each([
    ['api/geo/box.ts', "import { x } from '../errors.ts';"],
    ['api/geo/box.ts', "import { x } from '../db/open.ts';"],
    ['api/policy/engine.ts', "import type { Database } from '../db/database.ts';"],
    ['api/db/open.ts', "import { x } from '../policy/engine.ts';"],
    ['api/collections/streets.ts', "import { x } from '../analyses/registry.ts';"],
    ['api/analyses/nearest/nearest.ts', "import { sendGeoJson } from '../../http/send-geojson.ts';"],
    ['api/analyses/nearest/nearest.ts', "const { x } = await import('../../ogc/links.ts');"],
    ['api/http/problem.ts', "export { x } from '../ogc/links.ts';"],
    ['api/importing/load.ts', "import '../main.ts';"],
    ['api/dates.ts', "import {\n  a,\n  b,\n} from './db/open.ts';"],
    ['api/app.ts', "import { x } from './main.ts';"],
    ['api/keys/key-store.ts', "import { x } from '../../scripts/generate.ts';"],
    ['api/novelty/thing.ts', "import { x } from '../db/open.ts';"],
  ])('of the layering: %s with %s', (path, text) => {
    expect(layeringBreaches(one(path, text))).toHaveLength(1);
  });

  it.each([
    ['api/analyses/nearest/nearest-routes.ts', "import { sendGeoJson } from '../../http/send-geojson.ts';"],
    ['api/errors.ts', "import { GeoInputError } from './geo/geo-input-error.ts';"],
    ['api/main.ts', "import { createApp } from './app.ts';"],
    ['api/cli.ts', "import { serve } from './main.ts';"],
    ['api/ogc/links.ts', "// import { x } from '../main.ts';\nimport { y } from '../http/base-url.ts';"],
  ])('but not in what is allowed: %s with %s', (path, text) => {
    expect(layeringBreaches(one(path, text))).toEqual([]);
  });

  it('of the ban on cycles', () => {
    const cycle = files({
      'api/db/a.ts': "import { b } from './b.ts';",
      'api/db/b.ts': "import type { c } from './c.ts';",
      'api/db/c.ts': "export { a } from './a.ts';",
      'api/db/d.ts': "import { a } from './a.ts';",
    });
    expect(importCycles(cycle)).toEqual(['api/db/a.ts → api/db/b.ts → api/db/c.ts → api/db/a.ts']);
  });

  it.each([
    ['api/analyses/x.ts', "import pg from 'pg';", 'imports pg'],
    ['api/analyses/x.ts', "import type { Router } from 'express';", 'imports express'],
    ['api/analyses/x.ts', 'const port = process.env.PORT;', 'reads process.env'],
    ['api/analyses/x.ts', 'await db.kysely.transaction().execute(work);', 'transaction of kysely'],
    ['api/analyses/x.ts', "import { y } from './y.js';", '.ts ending'],
    ['api/analyses/utils/x.ts', '', 'without a meaning'],
    ['api/analyses/helpers.ts', '', 'without a meaning'],
    ['api/analyses/index.ts', 'export const x = 1;', 'without a meaning'],
    ['api/analyses/bigThing.ts', '', 'kebab-case'],
    ['api/analyses/all.ts', "// all\nexport * from './x.ts';\nexport { y } from './y.ts';", 'barrel'],
  ])('of the rules of the house: %s with %s', (path, text, said) => {
    const breaches = houseBreaches(one(path, text));
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toContain(said);
  });

  it('of the length', () => {
    expect(longModules(one('api/x.ts', 'x;\n'.repeat(301)))).toHaveLength(1);
    expect(longModules(one('api/x.ts', 'x;\n'.repeat(300)))).toEqual([]);
    expect(longModules(one('api/x.generated.ts', 'x;\n'.repeat(301)))).toEqual([]);
  });

  it('of the distance contract', () => {
    expect(distanceBreaches(one('sql/a/b.sql', 'select st_distance(a.geog, b.geog) from a, b'))).toHaveLength(
      1,
    );
    expect(
      distanceBreaches(one('sql/a/b.sql', 'select 1 from a join b on ST_DWithin(a.geog, b.geog, 800)')),
    ).toHaveLength(1);
    expect(
      distanceBreaches(
        one('sql/a/b.sql', 'select 1 where st_dwithin(a, b, 800.001) and distance_m(a, b) <= 800'),
      ),
    ).toEqual([]);
  });
});
