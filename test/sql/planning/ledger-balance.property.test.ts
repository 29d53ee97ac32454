import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConflictError, InvalidInputError } from '../../../api/errors.ts';
import { bookEntries } from '../../../api/planning/ledger/book-entries.ts';
import { readPools } from '../../../api/planning/ledger/read-pools.ts';
import { releaseByHand } from '../../../api/planning/ledger/release-by-hand.ts';
import { reverseEntry } from '../../../api/planning/ledger/reverse-entry.ts';
import { transferQuantity } from '../../../api/planning/ledger/transfer-quantity.ts';
import { addDays } from '../../../api/policy/calendar.ts';
import type { Plans } from '../../../api/policy/load-plans.ts';
import { LEDGER_RULES } from '../../support/ledger-rules.ts';
import { addCity, CITY } from '../../support/planning-fixtures.ts';
import { aPlan, type RuleInput } from '../../support/policy-builders.ts';
import { seededRandom } from '../../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { LedgerModel } from './ledger-model.ts';

const KIND = 'outpatient_pooling';
const trail = { actor: 'cli:test' };
/** Each seed has a plan, and so pools, of its own. */
const planOf = (seed: number) =>
  aPlan(LEDGER_RULES as RuleInput[], {
    id: `testville/seed-${seed}`,
    publishedOn: '2025-01-01',
    city: { code: CITY.code, name: { zh: '测试市', en: 'Testville' } },
  });
const AREAS = [CITY.west, CITY.east] as const;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await addCity(opened.database);
});
afterAll(() => opened?.close());

/** Whether the ledger took it; any other error is a fault. */
async function isTaken(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof ConflictError || error instanceof InvalidInputError) return false;
    throw error;
  }
}

describe('the sum of the entries is the balance, after any sequence of movements', () => {
  it.each([11, 12, 13])('seed %i', async (seed) => {
    const db = opened.database;
    const plan = planOf(seed);
    const plans: Plans = new Map([[plan.id, plan]]);
    const random = seededRandom(seed);
    const int = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
    const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T;
    const day = () => addDays('2025-06-01', int(0, 900));
    const model = new LedgerModel();
    const outcomes = { taken: 0, refused: 0 };

    for (let step = 0; step < 160; step++) {
      const kinds = ['consume', 'reset', 'suspend', 'restore', 'transfer', 'reversal'] as const;
      const kind = model.lots.length < 4 || random() < 0.12 ? 'release' : pick(kinds);
      const label = `seed ${seed}, step ${step}: ${kind}`;
      let expected: boolean;
      let taken: boolean;
      if (kind === 'release') {
        const area = pick(AREAS);
        const [quantity, on] = [int(1, 20), day()];
        const { lot } = await releaseByHand(
          db,
          plans,
          {
            plan: plan.id,
            poolKind: KIND,
            areaCode: area.code,
            quantity,
            on,
            usage: 'pool',
            event: 'withdrawal',
            institutionName: `机构${seed}-${step}`,
            document: '文件',
          },
          trail,
        );
        model.release({ lotId: lot.lotId, area: area.code, quantity, on, validTo: lot.validTo });
        [expected, taken] = [true, true];
      } else if (kind === 'transfer') {
        const [from, to] = random() < 0.5 ? AREAS : ([AREAS[1], AREAS[0]] as const);
        const [quantity, on] = [int(1, 25), day()];
        const parts = model.takeForTransfer(from.code, quantity, on);
        expected = parts !== null;
        taken = await isTaken(async () => {
          const { lots } = await transferQuantity(
            db,
            plans,
            {
              plan: plan.id,
              quantity,
              on,
              document: `批复${seed}-${step}`,
              from: {
                poolKind: KIND,
                areaCode: from.code,
              },
              to: {
                poolKind: KIND,
                areaCode: to.code,
              },
            },
            trail,
          );
          model.transfer(parts ?? [], to.code, on, lots);
        });
      } else if (kind === 'reversal') {
        const entries = await db.kysely
          .selectFrom('ledger_entry')
          .select('entry_id')
          .orderBy('entry_id')
          .execute();
        const { entry_id: entryId } = pick(entries);
        const entry = await db.kysely
          .selectFrom('ledger_entry')
          .selectAll()
          .where('entry_id', '=', entryId)
          .executeTakeFirstOrThrow();
        if (!model.knows(entry.lot_id)) continue;
        const own = entry.entry === 'release' || entry.entry === 'transfer_out';
        const on = own ? entry.effective_on : addDays(entry.effective_on, int(0, 60));
        const change = model.reversalOf(entry, on);
        expected = change !== null;
        taken = await isTaken(() =>
          reverseEntry(db, entryId, { document: '更正', ...(own ? {} : { on }) }, trail),
        );
        if (taken && change) model.apply(change);
      } else {
        const lots = [pick(model.lots), pick(model.lots)].slice(0, int(1, 2));
        const on = day();
        const sign = kind === 'restore' ? 1 : -1;
        const entries = lots.map((lot) => ({ lotId: lot.lotId, entry: kind, quantity: sign * int(1, 8) }));
        expected = model.accepts(entries, on);
        taken = await isTaken(() =>
          db.transaction((tx) => bookEntries(tx, entries, { effectiveOn: on, trail })),
        );
        if (expected) model.book(entries, on);
      }
      expect(taken, label).toBe(expected);
      outcomes[taken ? 'taken' : 'refused'] += 1;

      const asOf = day();
      const pools = await readPools(db, {
        planId: plan.id,
        pools: AREAS.map((area) => ({ poolKind: KIND, areaId: area.id })),
        asOf,
      });
      const read = pools
        .flatMap((pool) =>
          pool.lots.map((lot) => [pool.areaCode, lot.lotId, lot.remaining, lot.suspended] as const),
        )
        .filter(([, lotId]) => model.knows(lotId))
        .sort();
      expect(read, `${label}, balances on ${asOf}`).toEqual(model.balancesOn(asOf));
    }
    expect(Math.min(outcomes.taken, outcomes.refused), JSON.stringify(outcomes)).toBeGreaterThan(20);
    const [worst] = await db.run<{ least: number | null }>({
      text: `select min(balance)::int as least from (
               select sum(sum(quantity)) over (partition by lot_id order by effective_on) as balance from ledger_entry group by lot_id, effective_on) b`,
    });
    expect(worst?.least).toBeGreaterThanOrEqual(0);
  });
});
