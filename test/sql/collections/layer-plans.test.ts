import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { institutions } from '../../../api/collections/institutions.ts';
import { readItems } from '../../../api/collections/read-items.ts';
import { seedCity, seedInstitutions } from '../../http/ogc-fixture.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await seedCity(opened.database);
  await seedInstitutions(opened.database, 20_000);
  await opened.database.script(`insert into designation (institution_id, service, status)
    select institution_id, 'outpatient_chronic', 'active' from institution`);
  await opened.database.script('vacuum analyze');
});
afterAll(() => opened.close());

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

async function planOf(text: string): Promise<Plan[]> {
  const [row] = await opened.database.run<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
    text: `explain (format json) ${text}`,
  });
  const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];
  return row ? nodes(row['QUERY PLAN'][0].Plan) : [];
}
const indexes = (plan: readonly Plan[]) => plan.flatMap((node) => node['Index Name'] ?? []);
const tables = (plan: readonly Plan[]) => new Set(plan.flatMap((node) => node['Relation Name'] ?? []));

const box = `(v.geom is null or st_intersects(v.geom, st_envelope(st_setsrid(st_makeline(st_makepoint(121.1, 38.1), st_makepoint(121.12, 38.12)), 4326))))`;

describe('plans on the view of institutions', () => {
  it('count touches no other table', async () => {
    expect([...tables(await planOf('select count(*) from layer_institutions v'))]).toEqual(['institution']);
  });

  it('a page by number starts in the primary key and touches no other table', async () => {
    const plan = await planOf(
      'select v.fid from layer_institutions v where v.fid > 9000 order by v.fid limit 1001',
    );
    expect(indexes(plan)).toEqual(['institution_pkey']);
    expect([...tables(plan)]).toEqual(['institution']);
  });

  it('a box uses the spatial index, with and without a page', async () => {
    expect(indexes(await planOf(`select count(*) from layer_institutions v where ${box}`))).toContain(
      'institution_geom_idx',
    );
    expect(
      indexes(await planOf(`select v.fid from layer_institutions v where ${box} order by v.fid limit 1001`)),
    ).toContain('institution_geom_idx');
    expect(
      indexes(await planOf(`select v.fid from layer_designations v where ${box} order by v.fid limit 1001`)),
    ).toContain('institution_geom_idx');
  });

  it('a name and an order by name use the index on names', async () => {
    expect(indexes(await planOf(`select v.fid from layer_institutions v where v.name = '机构3 '`))).toContain(
      'institution_name_idx',
    );
    const after = `(v.code >= 'N5' and (v.code > 'N5' or (v.code = 'N5' and v.fid > 5)))`;
    expect(
      tables(
        await planOf(
          `select v.fid, v.code from layer_institutions v where ${after} order by v.code, v.fid limit 101`,
        ),
      ).size,
    ).toBe(1);
  });
});

describe('reading a layer', () => {
  it('takes one short statement a chunk, of at most 1,001 rows, whatever the limit', async () => {
    const lengths: number[] = [];
    const query = {
      selection: { equals: [] },
      sort: [],
      properties: institutions.fields,
      form: 'geojson' as const,
    };
    for await (const chunk of readItems(opened.database, institutions, query, Number.MAX_SAFE_INTEGER))
      lengths.push(chunk.items.length);
    expect(lengths.reduce((sum, one) => sum + one, 0)).toBe(20_010);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1000);
  });

  it('yields one empty chunk for an empty selection', async () => {
    const name = institutions.fields.find((field) => field.name === 'name');
    if (!name) throw new Error('institutions have a name');
    const query = {
      selection: { equals: [{ field: name, value: 'nobody' }] },
      sort: [],
      properties: [],
      form: 'geojson' as const,
    };
    const chunks = [];
    for await (const chunk of readItems(opened.database, institutions, query, 10)) chunks.push(chunk);
    expect(chunks).toEqual([{ items: [], more: false }]);
  });
});
