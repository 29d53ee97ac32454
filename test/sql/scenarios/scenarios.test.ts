import { cellToBoundary, cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Analysis } from '../../../api/analyses/analysis.ts';
import { ANALYSES } from '../../../api/analyses/registry.ts';
import type { Database } from '../../../api/db/database.ts';
import { ConflictError, InvalidInputError } from '../../../api/errors.ts';
import { askScenario } from '../../../api/scenarios/ask-scenario.ts';
import { type Change, changesSchema } from '../../../api/scenarios/changes.ts';
import { compareScenario } from '../../../api/scenarios/compare-scenario.ts';
import { comparisonSchema } from '../../../api/scenarios/comparison-table.ts';
import {
  correctScenario,
  createScenario,
  deleteScenario,
  listScenarios,
} from '../../../api/scenarios/scenario-store.ts';
import { tryChanges } from '../../../api/scenarios/try-changes.ts';
import { addCountyAsExtent, addInstitution, project } from '../../support/fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const SITE = [121.6, 31] as const;
const AS_OF = '2026-06-30';
const TRAIL = { actor: 'cli:test' };
const context = {
  signal: new AbortController().signal,
  log: { info: () => undefined, warn: () => undefined },
};
let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCountyAsExtent(db, [121, 30, 122, 32]);
});
afterAll(() => opened.close());
beforeEach(() => db.script('delete from institution; delete from population_surface; delete from scenario'));

function analysis(id: string): Analysis {
  const found = ANALYSES.find((one) => one.id === id);
  if (!found) throw new Error(`no analysis ${id}`);
  return found;
}

async function ask(id: string, input: Record<string, unknown>, on = db): Promise<Record<string, unknown>> {
  const question = analysis(id);
  return question.run(
    { ...context, db: on },
    question.input.parse({ asOf: AS_OF, ...input }),
    () => undefined,
  );
}

async function askOf(changes: readonly unknown[], id: string, input: Record<string, unknown>) {
  const scenario = await createScenario(
    db,
    { title: '试点', description: null, changes: changesSchema.parse(changes) },
    TRAIL,
  );
  const question = analysis(id);
  return askScenario(
    { ...context, db },
    scenario,
    question,
    question.input.parse({ asOf: AS_OF, ...input }),
    () => undefined,
  );
}

/** Everything that is stored, without the scenarios themselves and their audit rows. */
async function fingerprint(): Promise<unknown> {
  return db.run({
    text: `select (select md5(string_agg(i::text, ',' order by institution_id)) from institution i) as institutions,
                  (select md5(string_agg(d::text, ',' order by designation_id)) from designation d) as designations,
                  (select md5(string_agg(b::text, ',' order by bed_id)) from bed b) as beds,
                  (select last_value from institution_institution_id_seq) as next_institution,
                  (select last_value from designation_designation_id_seq) as next_designation`,
  });
}

/** The fixtures stand inside the one county there is; an import would have found that. */
function locate(): Promise<void> {
  return db.script(
    `update institution set county_id = (select area_id from area where level = 'county'), location_status = 'located'`,
  );
}

const addition = (at: readonly [number, number], more: object = {}) => ({
  op: 'add',
  name: '拟设诊所 "甲"',
  kind: 'medical',
  category: '普通诊所',
  services: ['personal_account'],
  lon: at[0],
  lat: at[1],
  ...more,
});

async function addSurface(): Promise<void> {
  const cells = gridDisk(latLngToCell(SITE[1], SITE[0], 9), 6);
  await db.run({
    text: `insert into population_surface (code, title_zh, title_en, h3_resolution, as_of, is_modelled, method, document)
           values ('p', '面', 'surface', 9, '2020-01-01', true, 'spread', 'doc')`,
  });
  await db.run({
    text: `insert into population_cell (surface_id, h3, population, centre, geom, county_id, location_status)
           select s.surface_id, c.h3::bigint, 10, st_setsrid(st_makepoint(c.lon, c.lat), 4326),
                  st_multi(st_geomfromtext(c.wkt, 4326)), a.area_id, 'located'
           from unnest($1::text[], $2::float8[], $3::float8[], $4::text[]) as c (h3, lon, lat, wkt)
           join population_surface s on s.code = 'p'
           join area a on a.level = 'county'`,
    values: [
      cells.map((h3) => BigInt(`0x${h3}`).toString()),
      cells.map((h3) => cellToLatLng(h3)[1]),
      cells.map((h3) => cellToLatLng(h3)[0]),
      cells.map(
        (h3) =>
          `POLYGON((${cellToBoundary(h3, true)
            .map((position) => position.join(' '))
            .join(',')}))`,
      ),
    ],
  });
}

describe('a question asked of a scenario', () => {
  it('sees an institution that is added, and the register stays as it was', async () => {
    await addInstitution(db, { code: 'FAR', at: await project(db, SITE, 2_000, 0) });
    const before = await fingerprint();
    const live = await ask('proximity-check', { lon: SITE[0], lat: SITE[1], type: 37 });
    const site = await project(db, SITE, 500, 90);
    const answer = await askOf([addition(site)], 'proximity-check', { lon: SITE[0], lat: SITE[1], type: 37 });
    expect([live.verdict, answer.verdict]).toEqual(['clear', 'conflict']);
    expect(answer.scenario).toMatchObject({
      title: '试点',
      version: 1,
      changes: [{ op: 'add', typeNo: 37 }],
    });
    expect((answer.warnings as { code: string }[])[0]?.code).toBe('scenario');
    expect(await fingerprint()).toEqual(before);
    expect((await ask('proximity-check', { lon: SITE[0], lat: SITE[1], type: 37 })).verdict).toBe('clear');
  });

  it('no longer sees an agreement that is ended, nor an institution that is closed', async () => {
    const near = await project(db, SITE, 300, 45);
    await addInstitution(db, { code: 'A', at: near });
    const question = { lon: SITE[0], lat: SITE[1], type: 37, radiusM: 800 };
    await addInstitution(db, { code: 'OTHER', at: await project(db, SITE, 3_000, 45) });
    expect((await ask('proximity-check', question)).verdict).toBe('conflict');
    const ended = await askOf([{ op: 'remove', institution: 'A' }], 'proximity-check', question);
    expect(ended.verdict).toBe('clear');
    expect(ended.scenario).toMatchObject({ changes: [{ op: 'remove', ended: ['personal_account'] }] });
    const closed = await askOf(
      [{ op: 'remove', institution: 'A', closes: true }],
      'proximity-check',
      question,
    );
    expect(closed.verdict).toBe('clear');
  });

  it('sees an institution at its new place and not at the old one', async () => {
    const id = await addInstitution(db, { code: 'A', at: await project(db, SITE, 300, 45) });
    const [lon, lat] = await project(db, SITE, 5_000, 0);
    const moved = [{ op: 'move', institution: `id:${id}`, lon, lat }];
    expect((await askOf(moved, 'proximity-check', { lon: SITE[0], lat: SITE[1], type: 37 })).verdict).toBe(
      'clear',
    );
    expect((await askOf(moved, 'proximity-check', { lon, lat, type: 37 })).verdict).toBe('conflict');
  });

  it('answers as the register does once the same has really been done', async () => {
    await addSurface();
    const old = await project(db, SITE, 400, 10);
    const fresh = await project(db, SITE, 900, 200);
    const moved = await project(db, SITE, 700, 300);
    const ids = [
      await addInstitution(db, { code: 'GOES', at: old }),
      await addInstitution(db, { code: 'MOVES', at: await project(db, SITE, 1_200, 120) }),
      await addInstitution(db, { code: 'STAYS', at: await project(db, SITE, 1_500, 60) }),
    ];
    await locate();
    const changes = [
      addition(fresh),
      { op: 'remove', institution: 'GOES' },
      { op: 'move', institution: 'MOVES', lon: moved[0], lat: moved[1] },
    ];
    const questions = [
      ['coverage-gaps', { type: 37, radiusM: 600, limit: 500 }],
      ['conflict-audit', { type: 37, radiusM: 1_500 }],
      ['saturation', { level: 'county', geometry: 'none' }],
      ['nearest', { lon: SITE[0], lat: SITE[1], type: 37, k: 3 }],
    ] as const;
    const virtual = new Map<string, Record<string, unknown>>();
    for (const [id, input] of questions) virtual.set(id, await askOf(changes, id, { ...input }));
    await addInstitution(db, { code: null, name: '拟设诊所 "甲"', at: fresh });
    await db.run({ text: 'delete from designation where institution_id = $1', values: [ids[0]] });
    await db.run({
      text: 'update institution set geom = st_setsrid(st_makepoint($2, $3), 4326) where institution_id = $1',
      values: [ids[1], ...moved],
    });
    await locate();
    for (const [id, input] of questions) {
      const real = await ask(id, { ...input });
      const seen = virtual.get(id) ?? {};
      expect([id, seen.summary]).toEqual([id, real.summary]);
      expect([id, seen.numberReturned]).toEqual([id, real.numberReturned]);
      const distances = (answer: Record<string, unknown>) =>
        (answer.features as { properties: Record<string, unknown> }[])
          .map(
            ({ properties }) => properties.distance_m ?? properties.nearest_distance_m ?? properties.medical,
          )
          .sort();
      expect([id, distances(seen)]).toEqual([id, distances(real)]);
    }
  });

  it('counts a pharmacy that is added in its county by business licence too, and leaves no class open for it', async () => {
    await addInstitution(db, { kind: 'pharmacy', typeNo: null, category: null, at: SITE });
    await locate();
    await db.script('update institution set business_licence_area_id = county_id');
    const added = addition(await project(db, SITE, 900, 0), { kind: 'pharmacy', category: undefined });
    const input = { level: 'county', geometry: 'none', attribution: 'business_licence' };
    const answer = await askOf([added, { ...added, name: '拟设药店 "乙"' }], 'saturation', input);
    const [county] = answer.features as { properties: Record<string, unknown> }[];
    expect(county?.properties.pharmacies_actual).toBe(3);
    expect(county?.properties.pharmacies_attribution_differs).toBe(0);
  });

  it('ends without a trace when the question fails', async () => {
    const before = await fingerprint();
    const changes = changesSchema.parse([addition(SITE)]);
    await expect(
      tryChanges(db, changes, async (_tx, apply) => {
        await apply();
        throw new Error('the question broke');
      }),
    ).rejects.toThrow('the question broke');
    expect(await fingerprint()).toEqual(before);
  });
});

describe('changes that cannot be made', () => {
  const refused = async (changes: readonly Change[]) =>
    tryChanges(db, changes, (_tx, apply) => apply()).then(
      () => [],
      (error: unknown) =>
        error instanceof InvalidInputError
          ? error.issues.map(({ field, reason }) => [field, reason])
          : [String(error)],
    );

  it('are named one by one: unknown, changed twice, an agreement that does not exist', async () => {
    await addInstitution(db, { code: 'A' });
    const changes = changesSchema.parse([
      { op: 'remove', institution: 'NOBODY' },
      { op: 'remove', institution: 'A' },
      { op: 'move', institution: 'A', lon: 121.6, lat: 31 },
    ]);
    expect(await refused(changes)).toEqual([
      ['changes.0.institution', 'no institution has this code or id'],
      ['changes.2.institution', 'is changed already by changes.1'],
    ]);
    expect(
      await refused(changesSchema.parse([{ op: 'remove', institution: 'A', services: ['inpatient'] }])),
    ).toEqual([['changes.0.services', 'there is no such agreement to end']]);
  });
});

describe('stored scenarios', () => {
  const given = (title: string) => ({
    title,
    description: null,
    changes: changesSchema.parse([addition(SITE)]),
  });

  it('are corrected by version, and an older version is refused', async () => {
    const made = await createScenario(db, given('一'), TRAIL);
    const corrected = await correctScenario(db, made.id, { version: 1, title: '二' }, TRAIL);
    expect([corrected.title, corrected.version]).toEqual(['二', 2]);
    await expect(correctScenario(db, made.id, { version: 1, title: '三' }, TRAIL)).rejects.toBeInstanceOf(
      ConflictError,
    );
    const actions = await db.run({
      text: `select action from audit_log where entity = 'scenario' and entity_id = $1 order by audit_id`,
      values: [made.id],
    });
    expect(actions).toEqual([{ action: 'create' }, { action: 'correct' }]);
    await deleteScenario(db, made.id, TRAIL);
    expect(await listScenarios(db, { limit: 10, offset: 0 })).toEqual([]);
  });
});

describe('a comparison', () => {
  it('gives covered residents and saturation before, after and their difference by area', async () => {
    await addSurface();
    await addInstitution(db, {
      code: 'A',
      kind: 'pharmacy',
      typeNo: null,
      category: null,
      at: await project(db, SITE, 1_500, 0),
    });
    await locate();
    const before = await fingerprint();
    const scenario = await createScenario(
      db,
      {
        title: '新药店',
        description: null,
        changes: changesSchema.parse([addition(SITE, { kind: 'pharmacy', category: undefined })]),
      },
      TRAIL,
    );
    const parse = (id: string, input: object) => analysis(id).input.parse({ asOf: AS_OF, ...input });
    const question = {
      asOf: AS_OF,
      perArea: 'county' as const,
      inputs: {
        coverage: parse('coverage-gaps', { kind: 'pharmacy', radiusM: 800, perArea: 'county', limit: 1 }),
        saturation: parse('saturation', { level: 'county', geometry: 'none' }),
        accessibility: parse('accessibility', {
          kind: 'pharmacy',
          radiusM: 800,
          supply: 'institutions',
          perArea: 'county',
          limit: 1,
        }),
      },
    };
    const progress: number[] = [];
    const answer = await compareScenario({ ...context, db }, scenario, question, (done) =>
      progress.push(done),
    );
    comparisonSchema.parse(answer);
    const [county] = answer.table;
    const live = await ask('coverage-gaps', { kind: 'pharmacy', radiusM: 800 });
    expect(county).toMatchObject({ code: '990101', changed: true, name: '测试区' });
    expect(county?.figures.covered?.before).toBe((live.summary as { covered: number }).covered);
    expect(county?.figures.covered?.change).toBeGreaterThan(0);
    expect(county?.figures.pharmacies).toEqual({ before: 1, after: 2, change: 1 });
    const access = await ask('accessibility', { kind: 'pharmacy', radiusM: 800, supply: 'institutions' });
    expect(county?.figures.access_mean_per_1000?.before).toBe(
      (access.summary as { mean_per_1000: number }).mean_per_1000,
    );
    expect(county?.figures.access_mean_per_1000?.change).toBeGreaterThan(0);
    expect(answer.total?.covered).toEqual(county?.figures.covered);
    expect(answer.features[0]?.geometry?.type).toBe('MultiPolygon');
    expect(answer.features[0]?.properties).toMatchObject({
      pharmacies_before: 1,
      pharmacies_after: 2,
      pharmacies_change: 1,
    });
    expect(await fingerprint()).toEqual(before);
  });
});
