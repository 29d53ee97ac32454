import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conflictAudit } from '../../api/analyses/conflict-audit/conflict-audit.ts';
import { ask } from '../support/ask.ts';
import { insertAreas, insertInstitutions } from '../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
const db = () => opened.database;
const audit = (given: Record<string, unknown>) => ask(db(), conflictAudit, given);
const idsOf = (answer: Awaited<ReturnType<typeof audit>>) =>
  answer.features.map((item) => String(item.id)).sort();
const pairCount = async (given: Record<string, unknown>) => {
  const answer = await audit(given);
  expect(answer.summary?.pairs.total).toBe(answer.features.length);
  return answer.features.length;
};

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => db().script('delete from institution; delete from area'));

const clinic = (id: number, lon: number, more: object = {}) => ({
  id,
  typeNo: 37,
  at: [lon, 31] as const,
  ...more,
});

describe('audit of an area on another date', () => {
  it('finds the pairs of a street that was divided, and of one that begins later', async () => {
    await insertAreas(db(), [
      { id: 2, code: 'C', level: 'county', name: '甲区', box: [121, 30, 122, 32] },
      {
        id: 4,
        code: 'S1',
        level: 'street',
        name: '旧街道',
        parent: 2,
        box: [121, 30, 122, 32],
        to: '2025-12-31',
      },
      {
        id: 5,
        code: 'S2',
        level: 'street',
        name: '西街道',
        parent: 2,
        box: [121, 30, 121.5, 32],
        from: '2026-01-01',
        to: '2026-12-31',
      },
      {
        id: 6,
        code: 'S3',
        level: 'street',
        name: '东街道',
        parent: 2,
        box: [121.5, 30, 122, 32],
        from: '2026-01-01',
      },
      {
        id: 7,
        code: 'S4',
        level: 'street',
        name: '新街道',
        parent: 2,
        box: [121, 30, 121.5, 32],
        from: '2027-01-01',
      },
    ]);
    await insertInstitutions(db(), [
      clinic(1, 121.2, { county: 2, street: 5 }),
      clinic(2, 121.201, { county: 2, street: 5 }),
    ]);
    expect(await pairCount({ area: 'S1', asOf: '2025-06-30' })).toBe(1);
    expect(await pairCount({ area: 'S2', asOf: '2026-06-30' })).toBe(1);
    expect(await pairCount({ area: 'S4', asOf: '2027-03-01' })).toBe(1);
    for (const [asOf, street] of [
      ['2025-06-30', '旧街道'],
      ['2026-06-30', '西街道'],
      ['2027-03-01', '新街道'],
    ]) {
      for (const area of [undefined, 'C']) {
        const answer = await audit({ asOf, ...(area && { area }) });
        expect(answer.features[0]?.properties).toMatchObject({ a_street: street, b_street: street });
        expect(answer.summary?.byStreet).toEqual([
          expect.objectContaining({ name: street, county: '甲区', conflict: 1 }),
        ]);
      }
    }
  });

  it('goes by the polygon of the date where both versions have one code', async () => {
    await insertAreas(db(), [
      { id: 12, code: 'A', level: 'county', box: [121, 30, 121.4, 32], to: '2025-12-31' },
      { id: 13, code: 'B', level: 'county', box: [121.4, 30, 122, 32], to: '2025-12-31' },
      { id: 2, code: 'A', level: 'county', box: [121, 30, 121.8, 32], from: '2026-01-01' },
      { id: 3, code: 'B', level: 'county', box: [121.8, 30, 122, 32], from: '2026-01-01' },
    ]);
    await insertInstitutions(db(), [clinic(1, 121.5, { county: 2 }), clinic(2, 121.501, { county: 2 })]);
    const counts = async (asOf: string) => [
      await pairCount({ area: 'A', asOf }),
      await pairCount({ area: 'B', asOf }),
    ];
    expect(await counts('2025-06-30')).toEqual([0, 1]);
    expect(await counts('2026-06-30')).toEqual([1, 0]);
  });

  it('names the county around a street whose stored parent is not valid on the date', async () => {
    await insertAreas(db(), [
      { id: 3, code: 'B', level: 'county', name: '乙区', box: [121, 30, 122, 32], to: '2026-12-31' },
      { id: 4, code: 'C', level: 'county', name: '丙区', box: [121, 30, 122, 32], from: '2027-01-01' },
      { id: 6, code: 'SB', level: 'street', parent: 3, box: [121, 30, 122, 32] },
    ]);
    await insertInstitutions(db(), [
      clinic(1, 121.5, { county: 3, street: 6 }),
      clinic(2, 121.501, { county: 3, street: 6 }),
    ]);
    const answer = await audit({ asOf: '2027-03-01' });
    expect(answer.summary?.byStreet).toEqual([
      expect.objectContaining({ code: 'SB', county: '丙区', conflict: 1 }),
    ]);
  });
});

describe('institutions that lie in no single area', () => {
  it('counts a pair on the border in both areas, and in overlapping areas in each, with a warning', async () => {
    await insertAreas(db(), [
      { id: 2, code: 'A', level: 'county', box: [121, 30, 121.5, 32] },
      { id: 3, code: 'B', level: 'county', box: [121.5, 30, 122, 32] },
      { id: 4, code: 'C', level: 'county', box: [123, 30, 123.8, 32] },
      { id: 5, code: 'D', level: 'county', box: [123.4, 30, 124, 32] },
    ]);
    const border = { status: 'border' as const };
    await insertInstitutions(db(), [
      { ...clinic(1, 121.5, border) },
      { id: 2, typeNo: 37, at: [121.5, 31.001], ...border },
      clinic(3, 123.5, border),
      clinic(4, 123.501, border),
    ]);
    for (const [area, pair] of [
      ['A', '1-2'],
      ['B', '1-2'],
      ['C', '3-4'],
      ['D', '3-4'],
    ]) {
      const answer = await audit({ asOf: '2026-06-30', area });
      expect(idsOf(answer)).toEqual([pair]);
      expect(answer.summary?.pairs.conflict).toBe(1);
      expect(answer.warnings).toContainEqual(
        expect.objectContaining({ code: 'border-institutions', count: 2 }),
      );
    }
  });
});

it('compares type numbers of the scheme asked for only, and says how many have none', async () => {
  await insertInstitutions(db(), [
    clinic(1, 121.5),
    clinic(2, 121.501),
    clinic(3, 121.502),
    clinic(4, 121.503),
  ]);
  await db().script("update institution set type_scheme = 'another-9' where institution_id in (3, 4)");
  const answer = await audit({ asOf: '2026-06-30' });
  expect(idsOf(answer)).toEqual(['1-2']);
  expect(answer.summary?.byType).toEqual([{ type_no: 37, conflict: 1, uncertain: 0 }]);
  expect(answer.warnings).toContainEqual(expect.objectContaining({ code: 'untyped-institutions', count: 2 }));
});
