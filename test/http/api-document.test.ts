import SwaggerParser from '@apidevtools/swagger-parser';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { configSchema } from '../../api/config.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  opened = await openTestDatabase();
  const config = configSchema.parse({ RATE_LIMIT_PER_MINUTE: '0' });
  app = createApp({ database: opened.database, config, log: pino({ level: 'silent' }) });
});
afterAll(() => opened.close());

interface ApiDocument {
  paths: Record<string, Record<string, { operationId?: string }>>;
}

describe('the API document of the whole application', () => {
  it('is valid OpenAPI and names each operation once', async () => {
    const { body } = await request(app).get('/api').set('Accept', 'application/json');
    const document = (await SwaggerParser.validate(structuredClone(body))) as unknown as ApiDocument;
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lists only paths that are routed: none is answered with 404 for lack of a route', async () => {
    const { body } = await request(app).get('/api').set('Accept', 'application/json');
    for (const [path, operations] of Object.entries((body as ApiDocument).paths)) {
      const address = path.replace('{collectionId}', 'counties').replace(/\{[^}]+\}/g, '1');
      for (const method of Object.keys(operations).filter((name) =>
        ['get', 'post', 'delete'].includes(name),
      )) {
        const answer = await request(app)[method as 'get' | 'post' | 'delete'](address);
        const unrouted =
          answer.status === 405 || JSON.stringify(answer.body ?? {}).includes('there is nothing at');
        expect([method, path, unrouted]).toEqual([method, path, false]);
      }
    }
  });
});
