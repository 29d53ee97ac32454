import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { progressLine } from '../../../api/importing/progress-line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function stream(isTTY: boolean) {
  const written: string[] = [];
  return {
    written,
    target: { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream,
  };
}

it('draws a bar on a terminal that goes away at the end', () => {
  const { written, target } = stream(true);
  vi.setSystemTime(1_000_000);
  const progress = progressLine(target);
  progress.tell(500, 1000);
  progress.tell(510, 1000);
  progress.tell(1000, 1000);
  progress.end();
  expect(written).toEqual([
    `\r[${'#'.repeat(15)}${'-'.repeat(15)}] 500/1000 rows `,
    `\r[${'#'.repeat(30)}] 1000/1000 rows, writing `,
    '\r\u001b[2K',
  ]);
});

it('writes a line every five seconds elsewhere', () => {
  const { written, target } = stream(false);
  vi.setSystemTime(1_000_000);
  const progress = progressLine(target);
  for (let rows = 500; rows <= 2500; rows += 500) {
    vi.advanceTimersByTime(2000);
    progress.tell(rows);
  }
  progress.end();
  expect(written).toEqual(['1500 rows read\n']);
});
