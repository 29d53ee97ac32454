import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { HOSTILE_NAMES, ogcApp, seedCity, seedInstitutions } from './ogc-fixture.ts';
import { getFeatures } from './ogc-requests.ts';

let opened: TestDatabase;
let app: Express;
beforeAll(async () => {
  opened = await openTestDatabase();
  await seedCity(opened.database);
  app = ogcApp(opened.database);
});
afterAll(() => opened.close());

const items = '/collections/institutions/items';
const readCsv = (text: string) =>
  parse(text, { columns: true, bom: true, record_delimiter: '\r\n' }) as Record<string, string>[];

describe('which representation', () => {
  it.each([
    ['', undefined, 'application/geo+json'],
    ['', '*/*', 'application/geo+json'],
    ['', 'application/json', 'application/geo+json'],
    ['', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['', 'text/html;q=0.4, application/geo+json;q=0.5', 'application/geo+json'],
    ['', 'text/csv', 'text/csv; charset=utf-8; header=present'],
    ['', 'application/x-ndjson', 'application/x-ndjson; charset=utf-8'],
    ['?f=json', 'text/html', 'application/geo+json'],
    ['?f=html', 'application/json', 'text/html; charset=utf-8'],
    ['?f=csv', undefined, 'text/csv; charset=utf-8; header=present'],
    ['?f=geojsonl', undefined, 'application/x-ndjson; charset=utf-8'],
  ])('%s with Accept %s is %s', async (query, accept, type) => {
    const asked = request(app).get(items + query);
    const response = await (accept ? asked.set('Accept', accept) : asked).expect(200);
    expect(response.headers['content-type']).toBe(type);
    expect(response.headers.vary).toContain('Accept');
  });

  it('is refused with 406 when nothing accepted is offered', async () => {
    for (const path of [items, `${items}/1`, '/', '/collections', '/api', '/collections/institutions/schema'])
      await request(app).get(path).set('Accept', 'image/png').expect(406);
  });
});

describe('CSV', () => {
  it('gives every value back to a reader of CSV, exactly', async () => {
    const { text } = await request(app).get(`${items}?f=csv`).expect(200);
    expect(text.startsWith('fid,lon,lat,code,name,')).toBe(true);
    const rows = readCsv(text);
    expect(rows.map((row) => row.name)).toEqual(HOSTILE_NAMES);
    expect(rows[0]).toMatchObject({
      fid: '1',
      lon: '121.1',
      lat: '38.1',
      services: 'inpatient|personal_account',
      is_synthetic: 'true',
      type_no: '2',
      warnings: 'a,b|c"d',
    });
    expect(rows[8]).toMatchObject({ lon: '', lat: '', source_crs: '' });
  });

  it('for spreadsheet programs has a byte order mark and no cell that runs as a formula', async () => {
    const { text } = await request(app).get(`${items}?f=csv&spreadsheet=true`).expect(200);
    expect(text.codePointAt(0)).toBe(0xfeff);
    const names = readCsv(text).map((row) => row.name ?? '');
    expect(names.filter((name) => /^[=+\-@\t\r]/.test(name))).toEqual([]);
    expect(names).toContain(`'=HYPERLINK("http://evil.example","x")`);
    expect(names).toContain('<script>alert(1)</script>&amp;');
  });

  it('gives polygons as text that PostGIS reads back', async () => {
    const rows = readCsv(
      (await request(app).get('/collections/streets/items?f=csv&properties=code').expect(200)).text,
    );
    expect(Object.keys(rows[0] ?? {})).toEqual(['fid', 'wkt', 'code']);
    for (const row of rows) {
      const [same] = await opened.database.run<{ same: boolean }>({
        text: 'select st_equals(geom, st_geomfromtext($2, 4326)) as same from area where area_id = $1',
        values: [Number(row.fid), row.wkt],
      });
      expect(same?.same).toBe(true);
    }
  });

  it('of a table has no place columns, and of an empty selection only the header', async () => {
    expect(
      (await request(app).get('/collections/management-areas/items?f=csv&properties=code').expect(200)).text,
    ).toBe('fid,code\r\nM0'.replace('M0', '7,M0\r\n'));
    expect((await request(app).get(`${items}?f=csv&name=nobody&properties=code`).expect(200)).text).toBe(
      'fid,lon,lat,code\r\n',
    );
  });
});

describe('GeoJSON lines', () => {
  it('are the features of the page, one a line', async () => {
    const { body } = await request(app).get(`${items}?f=geojsonl`).responseType('blob');
    const text = String(body);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual((await getFeatures(app, items)).features);
  });

  it('take filters, order and limit', async () => {
    const response = await request(app)
      .get(`${items}?f=geojsonl&kind=pharmacy&sortby=-code&limit=2&properties=code`)
      .responseType('blob');
    const codes = String(response.body)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).properties.code);
    expect(codes).toEqual(['H010', 'H008']);
  });
});

describe('HTML', () => {
  it('shows names as text, never as markup, with titles in both languages', async () => {
    const { text } = await request(app).get(`${items}?f=html`).expect(200);
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;');
    expect(text).toContain('医药机构');
    expect(text).toContain('Institutions');
    const single = await request(app).get(`${items}/7?f=html`).expect(200);
    expect(single.text).not.toContain('<script>');
  });

  it('does not give what stands in the address back as markup', async () => {
    const { text } = await request(app)
      .get(`${items}?f=html&name=%22%3E%3Cscript%3Ealert(1)%3C/script%3E`)
      .expect(200);
    expect(text).not.toContain('<script>');
  });

  it('pages by links', async () => {
    const { text } = await request(app).get(`${items}?f=html&limit=4`).expect(200);
    const href = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const next = await request(app)
      .get(href.replace(/^https?:\/\/[^/]+/, ''))
      .expect(200);
    expect(next.headers['content-type']).toContain('text/html');
    expect(next.text).toContain('H005');
    expect(next.text).not.toContain('H004');
  });
});

describe('caching', () => {
  it('answers 304 while no data changed, and anew after any write', async () => {
    for (const path of [items, `${items}/1`, `${items}?f=csv`, `${items}?f=html`]) {
      const first = await request(app).get(path).expect(200);
      const etag = first.headers.etag ?? '';
      expect(etag).toMatch(/^W\/"/);
      const again = await request(app).get(path).set('If-None-Match', etag).expect(304);
      expect(again.text).toBe('');
      await opened.database.run({
        text: `update institution set address = coalesce(address, '') || 'x' where institution_id = 1`,
      });
      const changed = await request(app).get(path).set('If-None-Match', etag).expect(200);
      expect(changed.headers.etag).not.toBe(etag);
    }
  });

  it('has another tag for another representation, filter or order', async () => {
    const tags = [];
    for (const query of ['?f=json', '?f=html', '?f=csv', '?f=json&limit=1', '?f=json&kind=medical'])
      tags.push(
        (
          await request(app)
            .get(items + query)
            .expect(200)
        ).headers.etag,
      );
    expect(new Set(tags).size).toBe(5);
  });

  it('answers HEAD with the headers of GET', async () => {
    for (const f of ['json', 'csv', 'html']) {
      const head = await request(app).head(`${items}?f=${f}`).expect(200);
      expect(head.text ?? '').toBe('');
      // The tag holds the state of the whole cluster, which tests beside this one change: compared in a quiet moment.
      await vi.waitFor(async () => {
        const tags: unknown[] = [];
        for (const method of ['get', 'head', 'get'] as const)
          tags.push((await request(app)[method](`${items}?f=${f}`)).headers.etag);
        expect(tags).toEqual([tags[0], tags[0], tags[0]]);
      }, 30_000);
    }
  });
});

describe('a whole layer', () => {
  beforeAll(() => seedInstitutions(opened.database, 30_000));

  it('comes in one stream, beyond the largest page, each feature once', async () => {
    const { text } = await request(app).get(`${items}?f=csv&properties=code`).expect(200);
    const rows = readCsv(text);
    expect(rows).toHaveLength(30_010);
    expect(new Set(rows.map((row) => row.fid)).size).toBe(30_010);
    const limited = await request(app).get(`${items}?f=csv&properties=code&limit=12345`).expect(200);
    expect(readCsv(limited.text)).toHaveLength(12_345);
  });

  it('as one page is complete GeoJSON', async () => {
    const page = await getFeatures(app, `${items}?limit=10000`);
    expect(page).toMatchObject({ numberReturned: 10_000, numberMatched: 30_010 });
    expect(page.features).toHaveLength(10_000);
  });

  it('holds no connection and does not run ahead while a client reads slowly', async () => {
    const server = app.listen(0);
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const slow = await open(`http://127.0.0.1:${port}${items}?f=geojsonl`);
      slow.pause();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      // With the one connection of the embedded engine this would wait for ever if the stream held it.
      await getFeatures(app, `${items}?limit=1`);
      expect(opened.database.poolFigures()).toMatchObject({ waiting: 0 });
      expect(opened.database.poolFigures().idle).toBe(opened.database.poolFigures().open);
      let size = 0;
      for await (const piece of slow) size += (piece as Buffer).length;
      expect(size).toBeGreaterThan(20_000_000);
    } finally {
      server.close();
    }
  });

  it('stops reading when the client goes away', async () => {
    const server = app.listen(0);
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const leaving = await open(`http://127.0.0.1:${port}${items}?f=geojsonl`);
      await once(leaving, 'data');
      leaving.destroy();
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(opened.database.poolFigures()).toMatchObject({ waiting: 0 });
      await getFeatures(app, `${items}?limit=1`);
    } finally {
      server.close();
    }
  });

  it('cuts the connection when the database fails midway, so that half is not taken for the whole', async () => {
    const server = app.listen(0);
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const answer = await open(`http://127.0.0.1:${port}/collections/institutions/items?f=geojsonl`);
      answer.pause();
      await opened.database.script('alter view layer_institutions rename to layer_away');
      const outcome = await readAll(answer).catch((error: NodeJS.ErrnoException) => error.code);
      expect(outcome).toBe('ECONNRESET');
      await request(app).get(items).expect(500);
    } finally {
      await opened.database.script('alter view if exists layer_away rename to layer_institutions');
      server.close();
    }
  });
});

async function open(url: string): Promise<IncomingMessage> {
  const [response] = (await once(httpGet(url), 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  return response;
}

async function readAll(response: IncomingMessage): Promise<number> {
  let size = 0;
  for await (const piece of response) size += (piece as Buffer).length;
  return size;
}
