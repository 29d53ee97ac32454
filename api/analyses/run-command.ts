import { setMaxListeners } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { z } from 'zod';
import type { Database } from '../db/database.ts';
import { ClientGoneError, InvalidInputError } from '../errors.ts';
import { parseInput } from '../http/parse-input.ts';
import type { Analysis } from './analysis.ts';
import { ANALYSES } from './registry.ts';
import { showProgress } from './show-progress.ts';
import { readTextInput } from './text-input.ts';

/** `dingdian run <id> --name value …`: any analysis of the registry, its inputs as options; GeoJSON on stdout or in --out. */
export function addRunCommand(
  program: Command,
  openSession: () => Promise<{ database: Database; close(): Promise<void> }>,
): void {
  const run = program
    .command('run')
    .description('Ask a planning question; see `dingdian run <question> --help`.');
  for (const analysis of ANALYSES) {
    const command = run
      .command(analysis.id)
      .description(`${analysis.description.en} ${analysis.description.zh}`);
    for (const [name, field] of Object.entries(analysis.input.shape as Record<string, z.ZodType>))
      command.option(`--${name} <value>`, field.description ?? '');
    command.option('--input <json>', 'all inputs as one JSON object, for inputs that are not scalar');
    command.option('--out <file>', 'write the answer to a file instead of stdout');
    command.option('--progress', 'tell progress on stderr, line by line where it is no terminal');
    command.action(async ({ out, input, progress, ...options }: RunOptions) => {
      const given = { ...readJson(input), ...readTextInput(analysis.input, options) };
      const parsed = parseInput(analysis.input, given);
      const session = await openSession();
      try {
        const answer = await askUntilInterrupted(session.database, analysis, parsed, progress === true);
        if (answer === undefined) return;
        if (out) await writeFile(out, `${answer}\n`);
        else process.stdout.write(`${answer}\n`);
      } finally {
        await session.close();
      }
    });
  }
}

type RunOptions = { out?: string; input?: string; progress?: true } & Record<string, string>;

/** The answer as text, or undefined when the person pressed Ctrl-C: then the work is stopped and the exit code is 130. */
async function askUntilInterrupted(
  database: Database,
  analysis: Analysis,
  input: Record<string, unknown>,
  isAsked: boolean,
): Promise<string | undefined> {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const { signal } = controller;
  // Once: a second Ctrl-C ends the process as ever.
  const interrupt = () => controller.abort(new ClientGoneError('interrupted'));
  process.once('SIGINT', interrupt);
  const shown = showProgress(process.stderr, isAsked);
  const log = { info: () => undefined, warn: () => undefined };
  try {
    return JSON.stringify(
      await analysis.run({ db: database.withSignal(signal), signal, log }, input, shown.tell),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    process.exitCode = 130;
    return undefined;
  } finally {
    shown.end();
    if (signal.aborted) process.stderr.write('cancelled\n');
    process.off('SIGINT', interrupt);
  }
}

function readJson(text: string | undefined): object {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // reported below with what was expected
  }
  throw new InvalidInputError([
    { field: 'input', value: text.slice(0, 100), reason: 'not a JSON object', allowed: 'one JSON object' },
  ]);
}
