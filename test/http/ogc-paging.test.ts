import type { Express } from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { ogcApp, seedCity, seedInstitutions } from './ogc-fixture.ts';
import { type FeaturePage, getFeatures, walk } from './ogc-requests.ts';

let opened: TestDatabase;
let app: Express;
beforeAll(async () => {
  opened = await openTestDatabase();
  await seedCity(opened.database);
  await seedInstitutions(opened.database, 600);
  app = ogcApp(opened.database);
});
afterAll(() => opened.close());

const idsOf = (pages: readonly FeaturePage[]) =>
  pages.flatMap((page) => page.features.map((feature) => feature.id));
const items = '/collections/institutions/items';

describe('paging', () => {
  it('clamps the limit to the largest page, and uses the default without one', async () => {
    const small = ogcApp(opened.database, { MAX_ITEMS: '25' });
    expect(await getFeatures(small, `${items}?limit=99999999999999999999`)).toMatchObject({
      numberReturned: 25,
      numberMatched: 610,
    });
    expect(await getFeatures(small, items)).toMatchObject({ numberReturned: 25 });
    expect(await getFeatures(app, items)).toMatchObject({ numberReturned: 100 });
  });

  it('ends without a next link exactly at the last feature', async () => {
    expect((await getFeatures(app, `${items}?limit=610`)).links.map((link) => link.rel)).not.toContain(
      'next',
    );
    expect((await getFeatures(app, `${items}?limit=609`)).links.map((link) => link.rel)).toContain('next');
    expect(await walk(app, `${items}?limit=305`)).toHaveLength(2);
  });

  it.each([
    '',
    'sortby=name',
    'sortby=-name',
    'sortby=code',
    'sortby=-code',
    'sortby=type_no,-accuracy_m',
    'sortby=-type_no,name',
    'sortby=valid_from,-updated_at,kind',
    'kind=pharmacy&sortby=-accuracy_m',
    'bbox=121,38,121.9,39&sortby=name',
    'properties=name&sortby=-type_no',
  ])('gives every feature once, in one order, with the same count on each page: %s', async (query) => {
    const whole = await getFeatures(app, `${items}?${query}&limit=10000`);
    const pages = await walk(app, `${items}?${query}&limit=37`);
    expect(idsOf(pages)).toEqual(whole.features.map((feature) => feature.id));
    expect(new Set(idsOf(pages)).size).toBe(whole.numberMatched);
    expect(pages.map((page) => page.numberMatched)).toEqual(pages.map(() => whole.numberMatched));
  });

  it('orders by the key, empty values last in both directions, ties by number', async () => {
    for (const [sortby, sign] of [
      ['type_no', 1],
      ['-type_no', -1],
    ] as const) {
      const { features } = await getFeatures(app, `${items}?sortby=${sortby}&limit=1000`);
      const keys = features.map((feature) => ({
        key: feature.properties.type_no as number | null,
        id: feature.id,
      }));
      const expected = keys.toSorted(
        (a, b) =>
          (a.key === null ? 1 : 0) - (b.key === null ? 1 : 0) ||
          sign * ((a.key ?? 0) - (b.key ?? 0)) ||
          a.id - b.id,
      );
      expect(keys).toEqual(expected);
    }
  });

  it('lets the client change the limit on the way', async () => {
    const first = await getFeatures(app, `${items}?limit=10`);
    const next = first.links.find((link) => link.rel === 'next')?.href ?? '';
    const second = await getFeatures(app, next.replace('limit=10', 'limit=200'));
    expect(second.numberReturned).toBe(200);
    expect(second.features[0]?.id).toBe(11);
  });

  it('counts again when the filter of a link is changed by hand', async () => {
    const first = await getFeatures(app, `${items}?limit=10`);
    const next = first.links.find((link) => link.rel === 'next')?.href ?? '';
    const [whole, changed] = [
      await getFeatures(app, `${items}?kind=pharmacy`),
      await getFeatures(app, `${next}&kind=pharmacy`),
    ];
    expect(changed.numberMatched).toBe(whole.numberMatched);
  });

  it('gives each feature that was there exactly once while others are written and taken away', async () => {
    for (const sortby of ['', '&sortby=name', '&sortby=-type_no']) {
      const before = idsOf(await walk(app, `${items}?limit=100${sortby}`));
      const pages = await walk(app, `${items}?limit=100${sortby}`, async (page) => {
        await seedInstitutions(opened.database, 20, `during-${sortby}-${page}-`);
        await opened.database.run({
          text: `delete from institution where source_id like 'during-' || $1 || '-' || $2 || '-1%'`,
          values: [sortby, String(page)],
        });
      });
      const seen = idsOf(pages);
      expect(new Set(seen).size).toBe(seen.length);
      expect(before.filter((id) => !seen.includes(id))).toEqual([]);
      await opened.database.run({ text: `delete from institution where source_id like 'during-%'` });
    }
  });

  it('walks any order with any page size', async () => {
    const key = fc.constantFrom('code', 'name', 'kind', 'type_no', 'accuracy_m', 'updated_at', 'valid_to');
    const orders = fc.uniqueArray(fc.tuple(fc.constantFrom('', '-'), key), {
      minLength: 1,
      maxLength: 3,
      selector: ([, name]) => name,
    });
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 40, max: 700 }), async (order, limit) => {
        const sortby = order.map(([sign, name]) => sign + name).join(',');
        const whole = await getFeatures(app, `${items}?sortby=${sortby}&limit=10000&properties=name`);
        const pages = await walk(app, `${items}?sortby=${sortby}&limit=${limit}&properties=name`);
        expect(idsOf(pages)).toEqual(whole.features.map((feature) => feature.id));
      }),
      { numRuns: 12 },
    );
  });
});

describe('an empty layer', () => {
  it('answers an empty collection in every form', async () => {
    await opened.database.script('delete from population_cell');
    const page = await getFeatures(app, '/collections/population-cells/items');
    expect(page).toMatchObject({ numberMatched: 0, numberReturned: 0, features: [] });
  });
});
