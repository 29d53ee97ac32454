import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { parseInput } from '../../http/parse-input.ts';
import { describeProblem } from '../../http/problem.ts';
import { networkOpener } from '../on-foot/network-of-question.ts';
import { walkMatrix } from './walk-matrix.ts';
import { matrixPointInput, walkMatrixInput } from './walk-matrix-input.ts';

/** `dingdian walk-matrix question.json`: the answer of `POST /walk-matrix` as NDJSON on stdout or in --out. */
export function addWalkMatrixCommand(
  program: Command,
  openSession: () => Promise<{ readonly database: Database; close(): Promise<void> }>,
): void {
  program
    .command('walk-matrix')
    .argument('<file>', 'question as JSON: origins, destinations, maxWalkM or minutes and speedKmh')
    .description('Walks from many points to many within a limit, as NDJSON. 步行距离矩阵')
    .option('--out <file>', 'write the answer to a file instead of stdout')
    .action(async (file: string, { out }: { out?: string }) => {
      const input = parseInput(walkMatrixInput, await readQuestion(file));
      const session = await openSession();
      try {
        const lines = walkMatrix(
          input,
          {
            openNetwork: networkOpener(session.database),
            readPoint: (value) => parseInput(matrixPointInput, value),
            describeError: describeProblem,
          },
          {},
        );
        const text = Readable.from(asText(lines));
        if (out) await pipeline(text, createWriteStream(out));
        else await pipeline(text, process.stdout, { end: false });
      } finally {
        await session.close();
      }
    });
}

async function* asText(lines: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

async function readQuestion(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    throw new InvalidInputError([
      {
        field: 'file',
        value: file,
        reason: error instanceof SyntaxError ? 'is not JSON' : 'cannot be read',
        allowed: 'a JSON file as docs/guide/analyses/walk-matrix.md describes',
      },
    ]);
  }
}
