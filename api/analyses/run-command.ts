import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { z } from 'zod';
import type { Database } from '../db/database.ts';
import { InvalidInputError } from '../errors.ts';
import { parseInput } from '../http/parse-input.ts';
import { ANALYSES } from './registry.ts';
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
    command.action(async ({ out, input, ...options }: Record<string, string>) => {
      const given = { ...readJson(input), ...readTextInput(analysis.input, options) };
      const parsed = parseInput(analysis.input, given);
      const session = await openSession();
      try {
        const { signal } = new AbortController();
        const context = {
          db: session.database,
          signal,
          log: { info: () => undefined, warn: () => undefined },
        };
        const answer = JSON.stringify(await analysis.run(context, parsed, () => undefined));
        if (out) await writeFile(out, `${answer}\n`);
        else process.stdout.write(`${answer}\n`);
      } finally {
        await session.close();
      }
    });
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
