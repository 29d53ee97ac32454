import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { dateSchema, todayInShanghai } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { parseInput } from '../../http/parse-input.ts';
import { applicationSchema } from '../../policy/application.ts';
import { getPlan } from '../../policy/load-plans.ts';
import { plansOf } from '../plans-of.ts';
import { assess } from './assess.ts';
import { assessmentGeojson } from './assessment-geojson.ts';
import { assessmentText } from './assessment-text.ts';
import { circleOf } from './circle-of.ts';
import { drawRoutes } from './drawn-routes.ts';

/** What a command runs on. */
export type OpenSession = () => Promise<{
  readonly config: Config;
  readonly database: Database;
  close(): Promise<void>;
}>;

interface AssessOptions {
  readonly plan: string;
  readonly asOf?: string;
  readonly save?: boolean;
  readonly json?: boolean;
}

/** `dingdian assess application.json --plan dalian/2025-2027`: the verdict with every finding, for people or as GeoJSON. */
export function addAssessCommand(program: Command, openSession: OpenSession): void {
  program
    .command('assess')
    .argument('<file>', 'application as JSON (see docs/guide/assessments.md)')
    .description(
      'May this applicant come here: every rule of a plan with its clause, numbers and reason. 资源配置审核',
    )
    .requiredOption('--plan <id>', 'city and period, e.g. dalian/2025-2027')
    .option('--as-of <date>', 'date of the assessment, YYYY-MM-DD (default: today in Shanghai)')
    .option('--save', 'keep the assessment, so that it can be shown and replayed')
    .option('--json', 'print it as GeoJSON')
    .action(async (file: string, options: AssessOptions) => {
      const application = parseInput(applicationSchema, readApplication(file));
      const { asOf } = parseInput(z.strictObject({ asOf: dateSchema }), {
        asOf: options.asOf ?? todayInShanghai(),
      });
      const session = await openSession();
      try {
        const made = await assess(session.database, {
          plan: getPlan(plansOf(session.config), options.plan),
          application,
          asOf,
          save: options.save ?? false,
          trail: { actor: `cli:${userName()}` },
        });
        process.stdout.write(
          options.json
            ? `${JSON.stringify(assessmentGeojson(made, await circleOf(session.database, made), await drawRoutes(session.database, made)))}\n`
            : assessmentText(made),
        );
      } finally {
        await session.close();
      }
    });
}

function readApplication(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InvalidInputError([
      {
        field: 'file',
        value: file,
        reason: (error as Error).message,
        allowed: 'a file with one application as JSON',
      },
    ]);
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
