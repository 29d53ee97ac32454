import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BatchSteps, batchSteps, explained } from '../support/batch-steps.ts';
import { project } from '../support/fixtures.ts';
import { addCity, register } from '../support/planning-fixtures.ts';
import { cityPlan, clinic, openPlanningService, type PlanningService } from '../support/planning-service.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

/** Applicants of one batch on both banks of a river: their rule counts metres on foot. */
const plan = cityPlan(
  [
    { id: 'TT-A1', kind: 'validity', group: 'validity' },
    {
      id: 'TT-C1',
      kind: 'walk-same-type-within',
      group: 'geographic',
      parameters: { minutes: 15, conflictM: 800, clearM: 1000, speedKmh: 4, decidesFor: ['new'] },
    },
    {
      id: 'TT-B4',
      kind: 'ranking',
      group: 'ranking',
      parameters: { keys: [{ key: 'practice_licence_obtained_on' }] },
    },
  ],
  {
    procedures: [
      {
        id: 'clinics',
        title: { zh: '批次', en: 'Batch' },
        kind: 'medical',
        services: ['personal_account'],
        ranking: ['TT-B4'],
        settlement: 'by_rank',
      },
    ],
  },
);
const DAY = '2026-06-30';

let service: PlanningService;
let steps: BatchSteps;
const db = () => service.opened.database;
const along = (from: readonly [number, number], metres: number, degrees: number) =>
  project(db(), [...from], metres, degrees);

beforeAll(async () => {
  service = await openPlanningService([plan]);
  steps = batchSteps(service, 'testville/2026');
  await addCity(db());
  // Somebody of the kind is designated: a register without any could not tell who is near.
  await register(db(), { at: [121.399, 31.199], designations: [{ service: 'personal_account' }] });
});
afterAll(() => service?.close());

let bank = 0;
let north: readonly [number, number];
let south: readonly [number, number];
/** Each test has a river of its own, 5 km from the others. */
beforeEach(async () => {
  bank += 1;
  south = [121.05 + bank * 0.06, 31.05];
  north = await along(south, 640, 0);
});

/** Streets along both banks with a bridge 270 m east; without one when it is drowned. */
async function layStreets(code: string, isDrowned = false): Promise<void> {
  const bridge = [await along(south, 270, 90), await along(north, 270, 90)] as const;
  await loadNetwork(
    db(),
    [
      [await along(south, 900, 270), south, bridge[0], await along(south, 900, 90)],
      [await along(north, 900, 270), north, bridge[1], await along(north, 900, 90)],
      ...(isDrowned ? [] : [[...bridge]]),
    ],
    { code },
  );
}

const at = ([lon, lat]: readonly [number, number], name: string, obtainedOn: string) =>
  clinic({
    applicant: { name },
    site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
    licence: { authorityLevel: 'county', obtainedOn },
  });

describe('a batch on both banks', () => {
  test('who is 640 m off in a straight line and 1,180 m on foot stands in nobody’s way; who is 300 m off does', async () => {
    await layStreets('with-bridge');
    const batch = await steps.open('clinics', DAY);
    const first = await steps.enter(at(south, '南岸诊所', '2020-01-01'), batch, DAY);
    const across = await steps.enter(at(north, '北岸诊所', '2020-02-01'), batch, DAY);
    const beside = await steps.enter(
      at(await along(north, 300, 270), '北岸西诊所', '2020-03-01'),
      batch,
      DAY,
    );
    await steps.freeze(batch);
    const conflicts = await service.call('get', `/batches/${batch}/conflicts`);
    const pairs = (conflicts.body as { pairs: { nameA: string; nameB: string; walk: { walkM: number } }[] })
      .pairs;
    const walked = new Map(
      pairs.map(({ nameA, nameB, walk }) => [[nameA, nameB].sort().join('–'), Math.round(walk.walkM)]),
    );
    expect(walked).toEqual(
      new Map([
        ['北岸西诊所–北岸诊所', 300],
        ['北岸诊所–南岸诊所', 1_180],
        ['北岸西诊所–南岸诊所', 1_480],
      ]),
    );
    const record = await steps.settle(batch, DAY);
    expect([first, across, beside].map((id) => explained(record, id))).toEqual([
      'admitted by evaluation',
      'admitted by evaluation',
      'review: TT-C1 MANUAL_REVIEW',
    ]);
    const replay = await service.call('get', `/batches/${batch}/replay`);
    expect([replay.status, (replay.body as { isEqual: boolean }).isEqual]).toEqual([200, true]);
  });

  test('without a bridge no path is known, and the second is for review', async () => {
    await layStreets('drowned', true);
    const { decisions } = await steps.settleNew(
      'clinics',
      [at(south, '南甲', '2020-01-01'), at(north, '北甲', '2020-02-01')],
      { cutOffOn: DAY, settledOn: DAY },
    );
    expect(decisions).toEqual(['admitted by evaluation', 'review: TT-C1 MANUAL_REVIEW']);
  });

  test('one admitted after the snapshot is walked to as well', async () => {
    await layStreets('late');
    const [early, late] = [await steps.open('clinics', DAY), await steps.open('clinics', DAY)];
    await steps.enter(at(south, '先定点', '2020-01-01'), early, DAY);
    const across = await steps.enter(at(north, '后结算', '2020-01-01'), late, DAY);
    const beside = await steps.enter(at(await along(south, 300, 270), '后结算南岸', '2020-02-01'), late, DAY);
    for (const batch of [early, late]) await steps.freeze(batch);
    await steps.settle(early, DAY);
    const record = await steps.settle(late, DAY);
    expect([across, beside].map((id) => explained(record, id))).toEqual([
      'admitted by evaluation',
      'review: TT-C1 MANUAL_REVIEW',
    ]);
    const replay = await service.call('get', `/batches/${late}/replay`);
    expect((replay.body as { isEqual: boolean }).isEqual).toBe(true);
  });
});
