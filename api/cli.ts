import { Command } from 'commander';
import { addRunCommand } from './analyses/run-command.ts';
import { addWalkMatrixCommand } from './analyses/walk-matrix/walk-matrix-command.ts';
import { openSession, readSettings, tellProgress } from './cli-session.ts';
import { prepareDataDirectory } from './db/prepared-data-directory.ts';
import { addDemoCommand } from './demo/demo-command.ts';
import { demoContent } from './demo/demo-content.ts';
import { DingdianError, describeError } from './errors.ts';
import { GeoInputError } from './geo/geo-input-error.ts';
import { addImportCommand } from './importing/import-command.ts';
import { addJobsCommand } from './jobs/jobs-command.ts';
import { addKeysCommand } from './keys/keys-command.ts';
import { serve } from './main.ts';
import { addAssessCommand } from './planning/assessments/assess-command.ts';
import { addReplayCommand } from './planning/assessments/replay-command.ts';
import { addDatedDataCommand } from './planning/dated-data/dated-data-command.ts';
import { addLedgerCommand } from './planning/ledger/ledger-command.ts';
import { addPlansCommand } from './planning/plans/plans-command.ts';
import { addScenarioCommand } from './scenarios/scenario-command.ts';
import { addNetworkCommand } from './walking/network-command.ts';

/** Runs the command line; prints a clear error and sets the exit code instead of throwing. */
export async function runCli(argv: readonly string[]): Promise<void> {
  const program = new Command('dingdian')
    .description(
      'Where may a city’s health insurance designate hospitals, clinics and pharmacies. 定点医药机构资源配置',
    )
    .showHelpAfterError();
  program.command('serve').description('Start the server (what `npm start` does).').action(serve);
  program
    .command('migrate')
    .description('Bring the database schema up to date and stop.')
    .action(async () => (await openSession()).close());
  program
    .command('prepare')
    .description(
      'Make the archives that speed up the first start of the embedded engine: empty, and with the demo city.',
    )
    .action(async () => {
      for (const content of [undefined, demoContent()])
        tellProgress(`prepared: ${await prepareDataDirectory(tellProgress, content)}`);
    });
  addImportCommand(program, openSession);
  addNetworkCommand(program, openSession);
  addDemoCommand(program, openSession);
  addKeysCommand(program, openSession);
  addRunCommand(program, openSession);
  addWalkMatrixCommand(program, openSession);
  addJobsCommand(program, openSession);
  addPlansCommand(program, readSettings);
  addAssessCommand(program, openSession);
  addReplayCommand(program, openSession);
  addLedgerCommand(program, openSession);
  addDatedDataCommand(program, openSession);
  addScenarioCommand(program, openSession);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    reportFailure(error);
  }
}

function reportFailure(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof DingdianError || error instanceof GeoInputError) {
    process.stderr.write(`${describeError(error).title} [${describeError(error).code}]\n${error.message}\n`);
    for (const issue of error instanceof DingdianError ? error.issues : [])
      process.stderr.write(
        `  ${issue.field}${issue.value === undefined ? '' : ` = ${JSON.stringify(issue.value)}`}: ${issue.reason}${issue.allowed ? ` (allowed: ${issue.allowed})` : ''}\n`,
      );
    return;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
