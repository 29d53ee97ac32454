import type { Command } from 'commander';
import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import { plansOf } from '../plans-of.ts';
import type { OpenSession } from './assess-command.ts';
import type { Difference } from './list-differences.ts';
import { type ReplayReport, replay } from './replay.ts';

/** `dingdian replay ID [--now]`: evaluates a stored assessment again; exit code 1 when the result is not the stored one. */
export function addReplayCommand(program: Command, openSession: OpenSession): void {
  program
    .command('replay')
    .argument('<id>', 'id of the assessment')
    .description(
      'Evaluate a stored assessment again from its facts and rules, and compare. 复核已存档的审核结论',
    )
    .option('--now', 'also gather the facts anew, and tell what has changed since')
    .option('--json', 'print the report as JSON')
    .action(async (id: string, options: { now?: boolean; json?: boolean }) => {
      if (!z.uuid().safeParse(id).success)
        throw new InvalidInputError([
          { field: 'id', value: id, reason: 'is not the id of an assessment', allowed: 'a UUID' },
        ]);
      const session = await openSession();
      try {
        const report = await replay(session.database, id, {
          now: options.now ? plansOf(session.config) : undefined,
        });
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : replayText(report));
        if (!report.isEqual) process.exitCode = 1;
      } finally {
        await session.close();
      }
    });
}

function replayText({
  assessmentId,
  plan,
  planVersion,
  asOf,
  madeAt,
  isEqual,
  overall,
  differences,
  now,
}: ReplayReport): string {
  return [
    `${assessmentId}  ${plan} v${planVersion} · ${asOf} · made ${madeAt}`,
    isEqual
      ? `equal: the stored facts and rules give ${overall.stored} again, finding by finding`
      : `NOT equal: stored ${overall.stored}, evaluated again ${overall.replayed ?? 'impossible'}`,
    ...differences.map(differenceLine),
    ...(now
      ? [
          '',
          `on the data of today: ${now.overall} (stored ${overall.stored}); installed rules: ${now.plan}`,
          `${now.facts.length} fact(s) have changed, ${now.findings.length} place(s) of the findings with them`,
          ...now.facts.map(differenceLine),
          ...now.findings.map(differenceLine),
        ]
      : []),
    '',
  ].join('\n');
}

function differenceLine({ path, stored, now }: Difference): string {
  return `  ${path}: ${shown(stored)} → ${shown(now)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
