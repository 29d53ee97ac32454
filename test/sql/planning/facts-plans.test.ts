import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { describePlace, listNear } from '../../../api/planning/facts/facts-queries.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await db.script(`
    select setseed(0.42);
    insert into institution (code, source, source_id, name, kind, type_scheme, type_no, geom, source_crs, accuracy_m, location_status, content_hash)
    select 'C' || n, 'test', n::text, '机构' || n, case when n % 5 < 2 then 'pharmacy' else 'medical' end,
           case when n % 5 >= 2 then 'dalian-62' end, case when n % 5 >= 2 then 1 + n % 62 end,
           st_setsrid(st_makepoint(121 + random(), 31 + random()), 4326), 'CRS84', case when n % 5000 = 0 then 3000 else 5 end, 'located', 'x'
    from generate_series(1, 30000) n;
    insert into designation (institution_id, service, status) select institution_id, 'personal_account', 'active' from institution;
    analyze`);
}, 240_000);
afterAll(() => opened.close());

/** The plan that serves every set of values, as an assessment uses it. */
async function genericPlanOf(text: string, types: string, values: string): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.script(
      `set local plan_cache_mode = force_generic_plan; prepare asked (${types}) as ${text.replace(/--[^\n]*/g, '')}`,
    );
    const rows = await tx.run<{ 'QUERY PLAN': string }>({ text: `explain execute asked (${values})` });
    await tx.script('deallocate asked');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}

describe('indexes carry the facts of one place', () => {
  const types =
    'float8, float8, float8, float8, date, text, int[], text, text, bigint, bigint, boolean, int, float8, boolean';
  it('neighbours are found by type, by kind, by coarse position and by missing type', async () => {
    const plan = await genericPlanOf(
      listNear.text,
      types,
      `121.5, 31.5, 1200, 0, '2026-06-30', 'medical', '{37}', 'dalian-62', '中医诊所', null, null, false, 500, 800, false`,
    );
    for (const index of [
      'institution_type_geog_idx',
      'institution_kind_geog_idx',
      'institution_coarse_geog_idx',
      'institution_untyped_geog_idx',
      'institution_unplaced_idx',
    ])
      expect(plan).toContain(index);
  });

  it('the applicant is found by code or id without reading the register', async () => {
    const plan = await genericPlanOf(
      describePlace.text,
      'float8, float8, float8, float8, date, text, text, boolean, text[], text[]',
      `121.5, 31.5, 800, 0, '2026-06-30', '990100', 'C7', false, '{}', '{}'`,
    );
    expect(plan).toContain('institution_code_key');
    expect(plan).not.toMatch(/Seq Scan on institution /);
  });
});
