import { Router } from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analysisRoutes } from '../../api/analyses/analysis-routes.ts';
import { planningRoutes } from '../../api/planning/planning-routes.ts';
import { type BureauService, openBureauService } from '../support/bureau-service.ts';
import { LEDGER_RULES } from '../support/ledger-rules.ts';
import { CITY } from '../support/planning-fixtures.ts';
import { clinic } from '../support/planning-service.ts';

let service: BureauService;
beforeAll(async () => {
  service = await openBureauService(
    (deps) => Router().use(planningRoutes(deps), analysisRoutes(deps)),
    LEDGER_RULES,
  );
});
afterAll(() => service?.close());

const warning = (more: object) => ({ city: CITY.code, validFrom: '2026-01-01', document: '通知', ...more });
const nested = (levels: number): object => {
  let value: object = {};
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
};

/** Refused as an input, the field named. */
async function refused(answering: Promise<{ status: number; body: Record<string, unknown> }>, field: string) {
  const { status, body } = await answering;
  expect(status, JSON.stringify(body)).toBe(400);
  expect(body).toMatchObject({ code: 'invalid-input', issues: [{ field }] });
}

describe('what the database cannot store is refused by name, never an internal error', () => {
  test.each([
    ['NUL', 'a\u0000b'],
    ['half of a pair of code units', 'a\ud800'],
  ])('%s in text', async (_what, text) => {
    const application = clinic({ applicant: { name: text } });
    await refused(
      service.post('/applications', { plan: service.plan, application }),
      'application.applicant.name',
    );
    await refused(
      service.post('/assessments', { plan: service.plan, application, save: true }),
      'application.applicant.name',
    );
    await refused(service.post('/fund-warnings', warning({ document: text })), 'document');
    await refused(
      service.post('/fund-warnings', { items: [warning({}), warning({ document: text })] }),
      'items.1.document',
    );
    await refused(service.post('/release-transfers', { plan: service.plan, document: text }), 'document');
  });

  test('NUL in an address', async () => {
    for (const address of [
      '/assessments?plan=%00',
      '/applications?plan=%00',
      '/batches?plan=%00',
      '/bed-queues?plan=%00',
      '/release-lots?plan=%00',
      '/release-bulletins?plan=%00',
      '/annual-plans?plan=%00',
    ])
      await refused(service.get(address), 'plan');
  });

  test('the year 0, and years beyond the calendar', async () => {
    await refused(service.post('/fund-warnings', warning({ validFrom: '0000-01-01' })), 'validFrom');
    await refused(service.get('/release-lots?asOf=0000-01-01'), 'asOf');
    await refused(service.get('/annual-plans?year=2147483648'), 'year');
    await refused(service.get('/release-bulletins?year=2147483648'), 'year');
    const id = '00000000-0000-0000-0000-000000000000';
    await refused(service.get(`/release-bulletins?after=99999999999_1_${id}`), 'after');
    await refused(service.get(`/release-lots?after=0000-01-01_2026-01-01_${id}`), 'after');
  });

  test('nesting without end', async () => {
    // Tens of thousands of levels overflow whoever walks them; far fewer are refused already.
    for (const plan of [nested(25), nested(1_000)]) {
      const { status, body } = await service.post('/release-transfers', { plan });
      expect(status).toBe(400);
      expect(body.issues[0].reason).toBe('is nested too deeply');
    }
  });

  test('whole characters beyond the basic plane are kept as they are', async () => {
    const answer = await service.post('/applications', {
      plan: service.plan,
      application: clinic({ applicant: { name: '𠮷田诊所 🏥' } }),
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body.applicant).toBe('𠮷田诊所 🏥');
  });
});

test('no question is asked of the year 0', async () => {
  await refused(service.get('/saturation?asOf=0000-01-01'), 'asOf');
  await refused(
    service.post('/assessments', { plan: service.plan, asOf: '0000-01-01', application: clinic() }),
    'asOf',
  );
});
