import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

describe('openWalkNetwork', () => {
  it('is null without an active network', async () => {
    expect(await openWalkNetwork(test.database)).toBeNull();
  });
  it('loads', async () => {
    await loadNetwork(test.database, [[[114.3, 34.8], [114.31, 34.8]]], { code: 'one' });
    const network = await openWalkNetwork(test.database);
    expect(network?.versions.map(({ code }) => code)).toEqual(['one']);
  });
});
