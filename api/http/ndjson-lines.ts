import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** One line of an NDJSON body: its number from 1 and its text, or `tooLong` when it exceeds the limit (the text is dropped). */
export interface NdjsonLine {
  readonly line: number;
  readonly text: string;
  readonly tooLong: boolean;
}

/** Splits a body into lines without holding more than one line; blank lines are passed over but counted. */
export async function* ndjsonLines(body: Readable, maxLineChars: number): AsyncGenerator<NdjsonLine> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let tooLong = false;
  let line = 0;
  const finish = (text: string): NdjsonLine => {
    const finished = { line, text: tooLong ? '' : text, tooLong: tooLong || text.length > maxLineChars };
    tooLong = false;
    return finished;
  };
  for await (const chunk of body) {
    const pieces = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      line += 1;
      if (tooLong || piece.trim() !== '') yield finish(piece);
    }
    if (rest.length > maxLineChars) {
      tooLong = true;
      rest = '';
    }
  }
  rest += decoder.end();
  line += 1;
  if (tooLong || rest.trim() !== '') yield finish(rest);
}
