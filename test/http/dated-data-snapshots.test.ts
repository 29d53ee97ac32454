import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATED_DATA_OPERATIONS } from '../../api/planning/dated-data/dated-data-operations.ts';
import { datedDataRoutes } from '../../api/planning/dated-data/dated-data-routes.ts';
import { type BureauService, openBureauService } from '../support/bureau-service.ts';
import { LEDGER_RULES } from '../support/ledger-rules.ts';
import { CITY, register, setBound } from '../support/planning-fixtures.ts';

let service: BureauService;
beforeAll(async () => {
  service = await openBureauService(datedDataRoutes, LEDGER_RULES);
  const { database } = service.opened;
  await setBound(database, CITY.west.id, { pharmacyKind: 'personal_account', upper: 2, version: 'B1' });
  await setBound(database, CITY.east.id, { pharmacyKind: 'personal_account', upper: 1.5, version: 'B1' });
  // Eight count in the west (bound 2), one more from 2027; the pharmacies of the west stand in the east.
  for (let index = 0; index < 9; index++)
    await register(database, {
      kind: 'pharmacy',
      businessArea: CITY.west.id,
      at: [121.3, 31.05],
      designations: [
        index === 8
          ? { service: 'personal_account', from: '2026-02-01', countsFrom: '2027-01-01' }
          : { service: 'personal_account', from: '2025-01-01' },
      ],
    });
  for (let index = 0; index < 8; index++)
    await register(database, { kind: 'pharmacy', businessArea: CITY.east.id });
});
afterAll(() => service?.close());

const input = (more: object = {}) => ({
  plan: service.plan,
  asOf: '2026-03-31',
  publishedOn: '2026-04-10',
  areaCodes: [CITY.west.code],
  document: '饱和区公布1号',
  ...more,
});
const publish = (more: object = {}) => service.post('/saturation-snapshots', input(more));
const list = async (query: string) => (await service.get(`/saturation-snapshots?${query}`)).body.items;

describe('/saturation-snapshots', () => {
  it('computes number, bound and class by the authority of the business licence, once', async () => {
    const made = await publish();
    expect([made.status, made.body]).toEqual([
      201,
      {
        created: 1,
        unchanged: 0,
        snapshots: [
          expect.objectContaining({
            areaCode: CITY.west.code,
            areaName: CITY.west.name,
            pharmacyKind: 'personal_account',
            actual: 8,
            upperBound: 2,
            boundVersion: 'B1',
            className: 'saturated',
            asOf: '2026-03-31',
            publishedOn: '2026-04-10',
          }),
        ],
      },
    ]);
    const described = DATED_DATA_OPERATIONS.find((one) => one.operationId === 'publish-saturation-snapshots');
    expect(described?.answer.safeParse(made.body).error).toBeUndefined();
    const { database } = service.opened;
    await register(database, { kind: 'pharmacy', businessArea: CITY.west.id });
    const again = await publish();
    expect([again.status, again.body]).toEqual([200, { ...made.body, created: 0, unchanged: 1 }]);
  });

  it('never changes what was published', async () => {
    const other = await publish({ asOf: '2026-04-01' });
    expect([other.status, other.body.detail]).toEqual([409, expect.stringContaining('saturation snapshot')]);
    const [{ id }] = await list('');
    for (const text of [
      `update saturation_snapshot set class_name = 'unsaturated' where snapshot_id = ${id}`,
      'delete from saturation_snapshot',
    ])
      await expect(service.opened.database.run({ text })).rejects.toThrow(/append-only/);
    expect((await service.post(`/saturation-snapshots/${id}/end`, {})).status).toBe(404);
  });

  it('lists the latest of each district on a day', async () => {
    // The exempt one counts from 1 January 2027: with the one added above ten, U + 8.
    const later = await publish({ asOf: '2027-01-01', publishedOn: '2027-01-15' });
    expect(later.body.snapshots[0]).toMatchObject({ actual: 10, className: 'over_saturated' });
    const before = await publish({ asOf: '2026-12-31', publishedOn: '2027-01-10' });
    expect(before.body.snapshots[0]).toMatchObject({ actual: 9, className: 'over_saturated' });
    const classes = async (query: string) =>
      (await list(query)).map((one: { publishedOn: string }) => one.publishedOn);
    expect(await classes('')).toEqual(['2026-04-10', '2027-01-15', '2027-01-10']);
    expect(await classes('latest=true')).toEqual(['2027-01-15']);
    expect(await classes('latest=true&asOf=2027-01-14')).toEqual(['2027-01-10']);
    expect(await classes('latest=true&asOf=2026-04-09')).toEqual([]);
    expect(await classes('pharmacyKind=all')).toEqual([]);
  });

  it('refuses a district whose class is open, and publishes none of the others', async () => {
    const all = await publish({ areaCodes: undefined, publishedOn: '2026-06-01' });
    expect([all.status, all.body.issues[0].field]).toEqual([409, `class of ${CITY.east.code}`]);
    expect(await list('areaCode=990102')).toEqual([]);
    const decided = await publish({
      areaCodes: undefined,
      publishedOn: '2026-06-01',
      classes: { [CITY.east.code]: '过饱和区' },
    });
    expect([decided.status, decided.body.created]).toEqual([201, 2]);
    expect(decided.body.snapshots.map((one: { className: string }) => one.className)).toEqual([
      'over_saturated',
      'over_saturated',
    ]);
  });

  it('lets pharmacies without the area of their licence decide nothing', async () => {
    const { database } = service.opened;
    const bound = { pharmacyKind: 'outpatient_pooling', upper: 2, version: 'B2' };
    await setBound(database, CITY.east.id, bound);
    for (const businessArea of [CITY.east.id, undefined])
      await register(database, {
        kind: 'pharmacy',
        ...(businessArea ? { businessArea } : {}),
        designations: [{ service: 'outpatient_pooling' }],
      });
    const east = {
      areaCodes: [CITY.east.code],
      pharmacyKind: 'outpatient_pooling',
      publishedOn: '2026-07-01',
    };
    const open = await publish(east);
    expect([open.status, open.body.detail]).toEqual([409, expect.stringContaining('1 pharmacies lack')]);
    const impossible = await publish({ ...east, classes: { [CITY.east.code]: 'over_saturated' } });
    expect([impossible.status, impossible.body.issues[0].allowed]).toEqual([409, 'unsaturated, saturated']);
    const decided = await publish({ ...east, classes: { [CITY.east.code]: 'unsaturated' } });
    expect(decided.body.snapshots[0]).toMatchObject({ actual: 1, upperBound: 2, className: 'unsaturated' });
  });

  it.each<[number, string, object]>([
    [409, 'classes.990101', { publishedOn: '2026-08-01', classes: { '990101': 'unsaturated' } }],
    [409, 'classes.990101', { publishedOn: '2026-08-01', classes: { '990101': 'full' } }],
    [409, 'pharmacy_bound of 990101', { publishedOn: '2026-08-01', pharmacyKind: 'dual_channel' }],
    [400, 'classes.990102', { classes: { '990102': 'saturated' } }],
    [400, 'publishedOn', { publishedOn: '2026-03-30' }],
    [400, 'areaCodes.0', { areaCodes: ['1'] }],
    [400, 'plan', { plan: 'kaifeng/2025-2030' }],
    [400, 'plan', { plan: 'nowhere/1' }],
    [400, 'document', { document: '' }],
  ])('answers %i naming %s', async (status, field, more) => {
    const answer = await publish(more);
    expect([answer.status, answer.body.issues[0].field]).toEqual([status, field]);
  });
});
