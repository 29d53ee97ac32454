import type { Command } from 'commander';
import type { Database } from '../db/database.ts';
import { parseInput } from '../http/parse-input.ts';
import { commandTrail, type OpenSession, readJsonFile } from '../planning/dated-data/command-session.ts';
import { askScenario } from './ask-scenario.ts';
import { compareScenario } from './compare-scenario.ts';
import { comparisonCsv } from './comparison-csv.ts';
import {
  comparisonInputSchema,
  getAnalysis,
  readComparison,
  scenariosQuerySchema,
} from './scenario-inputs.ts';
import { newScenarioSchema } from './scenario-record.ts';
import * as store from './scenario-store.ts';

/** `dingdian scenario create|list|show|delete|run|compare`: what-if questions on the command line. */
export function addScenarioCommand(program: Command, openSession: OpenSession): void {
  const scenario = program
    .command('scenario')
    .description('Try additions, removals and moves without making them. 假设方案');
  const session = async (work: (db: Database, signal: AbortSignal) => Promise<string>) => {
    const opened = await openSession();
    const interrupt = new AbortController();
    const stop = () => interrupt.abort(new Error('interrupted'));
    process.once('SIGINT', stop);
    try {
      const db = opened.database.withSignal(interrupt.signal);
      process.stdout.write(`${await work(db, interrupt.signal)}\n`);
    } finally {
      process.off('SIGINT', stop);
      await opened.close();
    }
  };
  const shown = (value: unknown) => JSON.stringify(value, null, 2);
  const log = { info: () => undefined, warn: () => undefined };
  scenario
    .command('create')
    .argument('<file>', 'scenario as JSON: title, description, changes (- = standard input)')
    .description('Store a scenario once its changes have been tried.')
    .action((file: string) =>
      session(async (db) => {
        const given = parseInput(newScenarioSchema, readJsonFile(file));
        return shown(await store.createScenario(db, given, commandTrail()));
      }),
    );
  scenario
    .command('list')
    .option('--limit <n>', 'most scenarios', '50')
    .option('--offset <n>', 'scenarios to skip', '0')
    .description('Scenarios, latest first.')
    .action((page: object) =>
      session(async (db) =>
        shown({ items: await store.listScenarios(db, parseInput(scenariosQuerySchema, page)) }),
      ),
    );
  scenario
    .command('show')
    .argument('<id>')
    .description('One scenario.')
    .action((id: string) => session(async (db) => shown(await store.getScenario(db, id))));
  scenario
    .command('delete')
    .argument('<id>')
    .description('Remove a scenario.')
    .action((id: string) =>
      session(async (db) => {
        await store.deleteScenario(db, id, commandTrail());
        return shown({ deleted: id });
      }),
    );
  scenario
    .command('run')
    .argument('<id>')
    .argument('<question>', 'for example proximity-check')
    .option('--input <file>', 'inputs of the question as JSON (- = standard input)')
    .description('Ask a question of the register as the scenario would make it.')
    .action((id: string, question: string, options: { input?: string }) =>
      session(async (db, signal) => {
        const analysis = getAnalysis(question);
        const input = parseInput(
          analysis.input,
          options.input === undefined ? {} : readJsonFile(options.input),
        );
        const found = await store.getScenario(db, id);
        return JSON.stringify(
          await askScenario({ db, signal, log }, found, analysis, input, () => undefined),
        );
      }),
    );
  scenario
    .command('compare')
    .argument('<id>')
    .argument(
      '<file>',
      'asOf, perArea and the inputs of coverage, saturation, accessibility as JSON (- = standard input)',
    )
    .option('--csv', 'print the table as CSV')
    .description('Figures by area before and after.')
    .action((id: string, file: string, options: { csv?: boolean }) =>
      session(async (db, signal) => {
        const given = parseInput(comparisonInputSchema, readJsonFile(file));
        const question = readComparison(given, (analysis, input) => parseInput(analysis.input, input));
        const found = await store.getScenario(db, id);
        const answer = await compareScenario({ db, signal, log }, found, question, () => undefined);
        return options.csv ? comparisonCsv(answer) : JSON.stringify(answer);
      }),
    );
}
