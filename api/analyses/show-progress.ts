import type { Progress } from './analysis.ts';

type Stream = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

/**
 * Shows how far an analysis is: a line that rewrites itself on a terminal, elsewhere (only when `asked`) a line for each whole
 * per cent with something new to say, at most one a second. `end` clears the terminal's line.
 */
export function showProgress(stream: Stream, asked: boolean): { tell: Progress; end: () => void } {
  const isTerminal = stream.isTTY === true;
  if (!isTerminal && !asked) return { tell: () => undefined, end: () => undefined };
  const interval = isTerminal ? 100 : 1_000;
  let last = Number.NEGATIVE_INFINITY;
  let shown = '';
  return {
    tell: (done, message) => {
      const text = `${String(Math.floor(Math.min(1, Math.max(0, done)) * 100)).padStart(3)} % ${message}`;
      const now = performance.now();
      if (text === shown || now - last < interval) return;
      last = now;
      shown = text;
      stream.write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end: () => {
      if (isTerminal && shown !== '') stream.write('\r\u001b[2K');
    },
  };
}
