import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import express, { type Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proximityBatchRoutes } from '../../api/analyses/proximity-check/proximity-batch-routes.ts';
import { addWalkMatrixCommand } from '../../api/analyses/walk-matrix/walk-matrix-command.ts';
import { walkMatrixRoutes } from '../../api/analyses/walk-matrix/walk-matrix-routes.ts';
import { configSchema } from '../../api/config.ts';
import { applyMiddleware } from '../../api/http/middleware.ts';
import { notFoundHandler, problemHandler } from '../../api/http/problem.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import { addCountyAsExtent, addInstitution, project } from '../support/fixtures.ts';
import { type RiverStreets, riverStreets } from '../support/river-streets.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type Line, loadNetwork } from '../support/walk-fixtures.ts';

let opened: TestDatabase;
let app: Express;
let river: RiverStreets;
/** A point of a question. */
const at = ([lon, lat]: readonly [number, number], id?: string | number) => ({
  lon,
  lat,
  ...(id === undefined ? {} : { id }),
});

beforeAll(async () => {
  opened = await openTestDatabase();
  const { database } = opened;
  const deps = {
    database,
    config: configSchema.parse({ RATE_LIMIT_PER_MINUTE: '0' }),
    log: pino({ level: 'silent' }),
  };
  app = express();
  applyMiddleware(app, deps);
  app.use(walkMatrixRoutes(deps));
  app.use(proximityBatchRoutes(deps));
  app.use(notFoundHandler);
  app.use(problemHandler(deps));
});
afterAll(() => opened.close());

type AnswerLine = Record<string, unknown> & { line: string };
function readLines(text: string): AnswerLine[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AnswerLine);
}
const ask = (body: object) => request(app).post('/walk-matrix').send(body).buffer(true).parse(textParser);
async function matrix(body: object): Promise<AnswerLine[]> {
  const answer = await ask({ maxWalkM: 1_000, ...body });
  expect([answer.status, answer.type, answer.status === 200 ? '' : answer.body]).toEqual([
    200,
    'application/x-ndjson',
    '',
  ]);
  return readLines(answer.body as string);
}

it('without a network the question is refused, saying how to get one', async () => {
  const answer = await ask({ origins: [at([122, 39])], destinations: [at([122, 39])], maxWalkM: 800 });
  expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
  expect(answer.body as string).toContain('dingdian import network');
});

describe('POST /walk-matrix', () => {
  beforeAll(async () => {
    const { database } = opened;
    river = await riverStreets(database, [121.6, 31]);
    const isle = await project(database, river.south, 700, 250);
    await loadNetwork(database, [...river.lines, [isle, await project(database, isle, 200, 0)]], {
      code: 'river',
    });
  });

  it('answers a header, the destinations, the origins in their order, and an end', async () => {
    const lines = await matrix({
      origins: [at(river.south, 'S'), at(river.north)],
      destinations: [at(river.sameStreet, 'E'), at(river.north, 7)],
      minutes: 15,
      maxWalkM: undefined,
      speedKmh: 4.8,
    });
    expect(lines.map(({ line }) => line)).toEqual([
      'header',
      'destination',
      'destination',
      'origin',
      'origin',
      'end',
    ]);
    const [header, east, , south, north, end] = lines;
    expect(header).toMatchObject({
      origins: 2,
      destinations: 2,
      parameters: { max_walk_m: 1200, minutes: 15, speed_kmh: 4.8, max_snap_m: 200, network: null },
      dataVersions: { walking_network: [{ code: 'river', source_date: '2026-01-01', is_synthetic: true }] },
      isSynthetic: true,
      warnings: [{ code: 'synthetic-data' }],
    });
    expect(east).toMatchObject({ destination: 'E', index: 0 });
    expect(east?.snap_m as number).toBeLessThan(0.02);
    expect(south).toMatchObject({ origin: 'S', index: 0 });
    const [near, across] = south!.reached as { destination: unknown; walk_m: number; walk_s: number }[];
    expect([near?.destination, across?.destination]).toEqual(['E', 7]);
    expect([near?.walk_m, across?.walk_m]).toEqual([expect.closeTo(200, 1), expect.closeTo(1180, 0)]);
    expect(near?.walk_s).toBeCloseTo(150, 0);
    expect(north).toMatchObject({
      origin: 1,
      reached: [{ destination: 'E' }, { destination: 7, walk_m: 0, walk_s: 0 }],
    });
    expect(end).toEqual({
      line: 'end',
      origins: 2,
      destinations: 2,
      reached: 4,
      origin_errors: 0,
      destination_errors: 0,
    });
  });

  it('keeps an error to its point, whatever is wrong with it', async () => {
    const off = await project(opened.database, river.south, 300, 180);
    const lines = await matrix({
      origins: [
        at(river.south, 'good'),
        { id: 'swapped', lon: river.south[1], lat: river.south[0] },
        'nonsense',
        at(off, 'off'),
        { id: 'extra', ...at(river.south), altitude: 3 },
        { id: { deep: 1 }, ...at(river.south) },
        { id: 'crs', ...at(river.south), crs: 'EPSG:9' },
        null,
        at(river.sameStreet, 'last'),
      ],
      destinations: [
        at(river.sameStreet, 'E'),
        at(off, 'off'),
        at(river.north, 'E'),
        { lon: 1 },
        at(river.south, 3),
      ],
    });
    const said = (line: string) =>
      lines
        .filter((one) => one.line === line)
        .map((one) => [
          one[line],
          (one.error as { code: string } | undefined)?.code ??
            (one.reached as { destination: unknown }[] | undefined)?.map(({ destination }) => destination),
        ]);
    expect(said('origin')).toEqual([
      ['good', ['E', 3]],
      ['swapped', 'invalid-geometry'],
      [2, 'invalid-input'],
      ['off', 'invalid-input'],
      ['extra', 'invalid-input'],
      [5, 'invalid-input'],
      ['crs', 'invalid-geometry'],
      [7, 'invalid-input'],
      ['last', ['E', 3]],
    ]);
    expect(said('destination')).toEqual([
      ['E', undefined],
      ['off', 'invalid-input'],
      ['E', 'invalid-input'],
      [3, 'invalid-input'],
      [3, undefined],
    ]);
    const offLine = lines.find((one) => one.origin === 'off');
    expect(offLine).toMatchObject({ snap_m: null });
    expect(JSON.stringify(offLine?.error)).toContain('200 m from the walking network');
    expect(lines.at(-1)).toMatchObject({ origin_errors: 7, destination_errors: 3, reached: 4 });
  });

  it('answers with errors alone when no point can be used, and leaves the isle unreached', async () => {
    const lines = await matrix({ origins: ['x'], destinations: [{ lat: 1 }] });
    expect(lines.map(({ line, error }) => [line, error !== undefined])).toEqual([
      ['header', false],
      ['destination', true],
      ['origin', true],
      ['end', false],
    ]);
    const isle = await project(opened.database, river.south, 700, 250);
    const [, , origin] = await matrix({
      origins: [at(isle)],
      destinations: [at(river.south)],
      maxWalkM: 20_000,
    });
    expect(origin).toMatchObject({ line: 'origin', reached: [] });
    expect(origin?.snap_m as number).toBeLessThan(0.02);
  });

  it('reads other coordinate systems', async () => {
    const lines = await matrix({
      origins: [{ lon: 121.6 * 111_319.49079327358, lat: 3_632_749.143384426, crs: 'EPSG:3857' }],
      destinations: [at(river.south)],
    });
    expect(lines[2]).toMatchObject({ reached: [{ destination: 0 }] });
    expect((lines[2]!.reached as { walk_m: number }[])[0]?.walk_m).toBeLessThan(0.1);
  });

  it.each([
    [{}, 'origins'],
    [{ origins: [] }, 'origins'],
    [{ origins: Array.from({ length: 10_001 }, () => 0) }, 'origins'],
    [{ destinations: Array.from({ length: 10_001 }, () => 0) }, 'destinations'],
    [{ maxWalkM: undefined }, 'maxWalkM'],
    [{ maxWalkM: undefined, minutes: 15 }, 'speedKmh'],
    [{ minutes: 15 }, 'minutes'],
    [{ maxWalkM: 20_001 }, 'maxWalkM'],
    [{ network: 'nowhere' }, 'network'],
    [{ metric: 'straight' }, 'metric'],
  ])('refuses %o before the first line', async (change, field) => {
    const body = { origins: [at([121.6, 31])], destinations: [at([121.6, 31])], maxWalkM: 800, ...change };
    const answer = await ask(
      'origins' in change || Object.keys(change).length > 0 ? body : { destinations: [1] },
    );
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    const { issues } = JSON.parse(answer.body as string) as { issues: { field: string }[] };
    expect(issues.map((issue) => issue.field)).toContain(field);
  });

  it('gives for many points what single walks give, however they are chunked', async () => {
    const { database } = opened;
    const lines: Line[] = [];
    const node = (x: number, y: number) => [121.7 + x * 0.002, 31.2 + y * 0.0017] as const;
    for (let x = 0; x < 12; x += 1)
      for (let y = 0; y < 12; y += 1) {
        if ((x * 7 + y * 3) % 5 !== 0) lines.push([node(x, y), node(x + 1, y)]);
        if ((x * 5 + y * 2) % 4 !== 0) lines.push([node(x, y), node(x, y + 1)]);
      }
    await loadNetwork(database, lines, { code: 'grid', area: 'grid' });
    const spread = (count: number, step: number) =>
      Array.from({ length: count }, (_, index) => ({
        lon: 121.7 + ((index * step) % 97) * 0.00025,
        lat: 31.2 + ((index * step * 3) % 89) * 0.00023,
      }));
    const [origins, destinations] = [spread(1_100, 7), spread(60, 11)];
    const answer = await matrix({ origins, destinations, maxWalkM: 900, network: 'grid' });
    const found = answer.filter(({ line }) => line === 'origin');
    expect(found.map(({ origin }) => origin)).toEqual(origins.map((_, index) => index));
    const network = await openWalkNetwork(database, { network: 'grid' });
    let reached = 0;
    for (const index of [0, 1, 500, 999, 1_000, 1_001, 1_099]) {
      const walks = network!.walksFrom(origins[index]!, destinations, { limitM: 900, maxSnapM: 200 });
      const wanted = walks.flatMap((walk, destination) =>
        walk.status === 'reached' ? [[destination, walk.walkM]] : [],
      );
      const line = found[index]!.reached as { destination: number; walk_m: number }[];
      expect(line.map(({ destination, walk_m }) => [destination, walk_m])).toEqual(wanted);
      reached += wanted.length;
    }
    expect(reached).toBeGreaterThan(20);
  });

  it('also on the command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dingdian-matrix-'));
    try {
      const question = {
        origins: [at(river.south)],
        destinations: [at(river.sameStreet)],
        maxWalkM: 300,
        network: 'river',
      };
      await writeFile(join(folder, 'question.json'), JSON.stringify(question));
      const program = new Command().exitOverride();
      addWalkMatrixCommand(program, async () => ({
        database: opened.database,
        close: async () => undefined,
      }));
      const run = (...argv: string[]) => program.parseAsync(['walk-matrix', ...argv], { from: 'user' });
      await run(join(folder, 'question.json'), '--out', join(folder, 'answer.ndjson'));
      const answer = readLines(await readFile(join(folder, 'answer.ndjson'), 'utf8'));
      expect(answer).toEqual(await matrix(question));
      await writeFile(join(folder, 'broken.json'), '{');
      await expect(run(join(folder, 'broken.json'))).rejects.toThrow(/is not JSON/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('POST /proximity-check/batch on foot', () => {
  it('checks each line by its own metric and keeps an error to its line', async () => {
    const { database } = opened;
    await addCountyAsExtent(database, [121, 30, 122, 32]);
    await addInstitution(database, { at: river.north });
    const site = { ...at(river.south), type: 37, asOf: '2026-06-30', network: 'river' };
    const body = [
      { ref: 'near', ...site, metric: 'walk', maxWalkM: 1_200 },
      { ref: 'far', ...site, metric: 'walk', maxWalkM: 800 },
      { ref: 'no limit', ...site, metric: 'walk' },
      { ref: 'no such network', ...site, metric: 'walk', maxWalkM: 800, network: 'nowhere' },
      { ref: 'straight', ...site, network: undefined },
      { ref: 'off', ...site, lat: 30.99, metric: 'walk', maxWalkM: 2_000 },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n');
    const answer = await request(app)
      .post('/proximity-check/batch')
      .set('content-type', 'application/x-ndjson')
      .send(body)
      .buffer(true)
      .parse(textParser);
    const lines = readLines(answer.body as string) as unknown as {
      ref: string;
      verdict?: string;
      error?: { issues: { field: string }[] };
    }[];
    expect(lines.map(({ ref, verdict, error }) => [ref, verdict ?? error?.issues[0]?.field])).toEqual([
      ['near', 'conflict'],
      ['far', 'clear'],
      ['no limit', 'maxWalkM'],
      ['no such network', 'network'],
      ['straight', 'conflict'],
      ['off', 'review'],
    ]);
  });
});

function textParser(res: request.Response, done: (error: Error | null, body: string) => void): void {
  const parts: Buffer[] = [];
  const stream = res as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
}
