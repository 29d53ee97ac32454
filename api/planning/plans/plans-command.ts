import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../../config.ts';
import { InvalidInputError } from '../../errors.ts';
import { type PlanProblem, readPlan } from '../../policy/plan.ts';
import { planJsonSchema } from '../../policy/plan-json-schema.ts';
import { plansOf } from '../plans-of.ts';

/** `dingdian plans list | check FILE… | schema`: the plans of this installation, and whether a plan file is right. */
export function addPlansCommand(program: Command, readSettings: () => Pick<Config, 'POLICIES_DIR'>): void {
  const plans = program
    .command('plans')
    .description('Plans as data: list them, check a file, print the schema.');
  plans
    .command('list')
    .description('Every plan with its status, period and number of rules.')
    .action(() => {
      for (const { id, status, period, rules, title } of plansOf(readSettings()).values())
        process.stdout.write(
          `${id}\t${status}\t${period.from}/${period.to}\t${rules.length} rules\t${title.zh}\n`,
        );
    });
  plans
    .command('check')
    .argument('<file...>', 'plan.json files')
    .description('Check plan files: what is wrong, and where. Exit code 1 when one is wrong.')
    .action((files: string[]) => {
      for (const file of files) {
        const read = readPlan(readJson(file));
        if ('plan' in read) {
          const { id, rules, hash } = read.plan;
          process.stdout.write(`${file}: ok (${id}, ${rules.length} rules, ${hash.slice(0, 12)})\n`);
          continue;
        }
        process.exitCode = 1;
        process.stdout.write(`${file}: ${read.problems.length} problem(s)\n`);
        for (const problem of read.problems) process.stdout.write(`  ${sentence(problem)}\n`);
      }
    });
  plans
    .command('schema')
    .description('JSON Schema of plan.json, for editors.')
    .action(() => void process.stdout.write(`${JSON.stringify(planJsonSchema(), null, 2)}\n`));
}

function sentence({ path, message }: PlanProblem): string {
  return `${path}: ${message}`;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidInputError([{ field: 'file', value: file, reason: (error as Error).message }]);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidInputError([
      { field: 'file', value: file, reason: `not JSON: ${(error as Error).message}`, allowed: 'a plan.json' },
    ]);
  }
}
