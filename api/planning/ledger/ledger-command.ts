import type { Command } from 'commander';
import { todayInShanghai } from '../../dates.ts';
import { InvalidInputError } from '../../errors.ts';
import { parseInput } from '../../http/parse-input.ts';
import { commandTrail, type OpenSession, printResult, readJsonFile } from '../dated-data/command-session.ts';
import { publishBulletin } from './bulletins.ts';
import {
  bulletinInput,
  eventInput,
  isByHand,
  lotInput,
  lotsQuery,
  poolsQuery,
  reversalInput,
  transferInput,
} from './ledger-inputs.ts';
import { knownPlan } from './ledger-of-plan.ts';
import { listLots } from './lots.ts';
import { describePools } from './pools-document.ts';
import { releaseByEvent } from './release-by-event.ts';
import { releaseByHand } from './release-by-hand.ts';
import { reverseEntry } from './reverse-entry.ts';
import { transferQuantity } from './transfer-quantity.ts';

interface ReadOptions {
  readonly plan: string;
  readonly asOf?: string;
  readonly area?: string;
}

/** `dingdian ledger pools | lots | add | transfer | reverse | publish`: the release ledger on the command line. */
export function addLedgerCommand(program: Command, openSession: OpenSession): void {
  const ledger = program.command('ledger').description('The release ledger. 释放量台账');
  ledger
    .command('pools')
    .requiredOption('--plan <id>', 'city and period, e.g. dalian/2025-2027')
    .option('--as-of <date>', 'day YYYY-MM-DD (default: today in Shanghai)')
    .option('--area <code>', 'only this area')
    .description('What is left in each pool, and until when.')
    .action(async (given: ReadOptions) => {
      const { plan, asOf = todayInShanghai(), ...filter } = parseInput(poolsQuery, queryOf(given));
      await printResult(openSession, (db, plans) =>
        describePools(db, knownPlan(plans, plan), { ...filter, asOf }),
      );
    });
  ledger
    .command('lots')
    .requiredOption('--plan <id>', 'city and period')
    .option('--as-of <date>', 'day YYYY-MM-DD (default: today in Shanghai)')
    .option('--area <code>', 'only this area')
    .description('Lots with their balance, earliest expiry first; at most 500.')
    .action(async (given: ReadOptions) => {
      const query = parseInput(lotsQuery, { ...queryOf(given), limit: '500' });
      await printResult(openSession, (db, plans) => {
        knownPlan(plans, given.plan);
        return listLots(db, {
          plan: query.plan,
          areaCode: query.areaCode,
          asOf: query.asOf ?? todayInShanghai(),
          limit: query.limit,
        });
      });
    });
  addWriting(ledger, openSession);
}

function addWriting(ledger: Command, openSession: OpenSession): void {
  ledger
    .command('add')
    .argument('<file>', 'JSON as for POST /release-lots: an event or a lot; - = standard input')
    .description('Enter the end of an agreement, a downgrade, or a lot by hand.')
    .action(async (file: string) => {
      const body = readJsonFile(file);
      if (isByHand(body)) {
        const lot = parseInput(lotInput, body);
        await printResult(openSession, (db, plans) => releaseByHand(db, plans, lot, commandTrail()));
        return;
      }
      const event = parseInput(eventInput, body);
      await printResult(openSession, (db, plans) => releaseByEvent(db, plans, event, commandTrail()));
    });
  ledger
    .command('transfer')
    .argument('<file>', 'JSON as for POST /release-transfers; - = standard input')
    .description('Move a released quantity to another pool.')
    .action(async (file: string) => {
      const input = parseInput(transferInput, readJsonFile(file));
      await printResult(openSession, (db, plans) => transferQuantity(db, plans, input, commandTrail()));
    });
  ledger
    .command('reverse')
    .argument('<entry>', 'number of the ledger entry')
    .requiredOption('--document <text>', 'document that it rests on')
    .option('--on <date>', 'day from which it counts (default: today in Shanghai)')
    .description('Take back an entry by an entry of its own.')
    .action(async (entry: string, given: { document: string; on?: string }) => {
      const input = parseInput(reversalInput, { ...given });
      if (!/^\d{1,15}$/.test(entry))
        throw new InvalidInputError([{ field: 'entry', value: entry, reason: 'is not a number' }]);
      await printResult(openSession, (db) => reverseEntry(db, Number(entry), input, commandTrail()));
    });
  ledger
    .command('publish')
    .argument('<file>', 'JSON as for POST /release-bulletins; - = standard input')
    .description('Publish the bulletin of a quarter.')
    .action(async (file: string) => {
      const input = parseInput(bulletinInput, readJsonFile(file));
      await printResult(openSession, (db, plans) => publishBulletin(db, plans, input, commandTrail()));
    });
}

function queryOf({ plan, asOf, area }: ReadOptions) {
  return { plan, ...(asOf ? { asOf } : {}), ...(area ? { areaCode: area } : {}) };
}
