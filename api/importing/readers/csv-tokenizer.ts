/** One record: its cells, or the cells of the first physical line of a record that cannot be read, with the reason. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly defect?: 'quote-not-closed' | 'text-after-quote';
}

/** Longest record in characters; a longer one is reported as an unclosed quote or, without any line end, is no table. */
export const MAX_RECORD_CHARS = 4 * 1024 * 1024;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

type Scanned = { cells: string[]; next: number } | 'incomplete' | NonNullable<CsvRecord['defect']>;

/**
 * Splits text into CSV records (RFC 4180) piece by piece; LF, CRLF and CR end a record, also mixed.
 * A quote inside an unquoted cell is text, as in Excel. Where a quoted cell is not well formed, only the first physical
 * line of the record is given up and reading resumes on the next line: one stray quote must not swallow the rows after it.
 */
export class CsvTokenizer {
  readonly #delimiter: number;
  #rest = '';

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Takes the next piece and yields the records it completes. Throws RangeError when a line exceeds MAX_RECORD_CHARS. */
  *feed(piece: string): Generator<CsvRecord> {
    yield* this.#records(this.#rest + piece, false);
  }

  /** Yields what remains when there is no more text. */
  *end(): Generator<CsvRecord> {
    yield* this.#records(this.#rest, true);
  }

  *#records(text: string, last: boolean): Generator<CsvRecord> {
    let start = 0;
    while (start < text.length) {
      const scanned = this.#scan(text, start, last);
      if (scanned === 'incomplete') break;
      if (typeof scanned === 'object') {
        yield { cells: scanned.cells };
        start = scanned.next;
      } else {
        const end = lineEnd(text, start);
        if (!last && end.next >= text.length) break;
        if (end.next - start > MAX_RECORD_CHARS) throw new RangeError('line too long');
        yield {
          cells: text.slice(start, end.at).split(String.fromCharCode(this.#delimiter)),
          defect: scanned,
        };
        start = end.next;
      }
    }
    this.#rest = text.slice(start);
    if (this.#rest.length > MAX_RECORD_CHARS) throw new RangeError('line too long');
  }

  #scan(text: string, start: number, last: boolean): Scanned {
    const cells: string[] = [];
    const tooLong = () => text.length - start > MAX_RECORD_CHARS && lineEnd(text, start).found;
    for (let at = start; ; at++) {
      if (text.charCodeAt(at) === QUOTE) {
        const closed = closingQuote(text, at + 1);
        if (closed === undefined) return last || tooLong() ? 'quote-not-closed' : 'incomplete';
        if (closed + 1 === text.length && !last) return 'incomplete';
        cells.push(text.slice(at + 1, closed).replaceAll('""', '"'));
        at = closed + 1;
      } else {
        const end = this.#cellEnd(text, at);
        cells.push(text.slice(at, end));
        at = end;
      }
      const code = text.charCodeAt(at);
      if (at >= text.length) return last ? { cells, next: at } : 'incomplete';
      if (code === CR && at + 1 === text.length && !last) return 'incomplete';
      if (code === CR && text.charCodeAt(at + 1) === LF) return { cells, next: at + 2 };
      if (code === CR || code === LF) return { cells, next: at + 1 };
      if (code !== this.#delimiter) return 'text-after-quote';
    }
  }

  #cellEnd(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === this.#delimiter || code === LF || code === CR) break;
    }
    return at;
  }
}

/** Index of the quote that closes a quoted cell (`""` inside is one quote of the text). */
function closingQuote(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  }
  return undefined;
}

function lineEnd(text: string, from: number): { at: number; next: number; found: boolean } {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF) return { at, next: at + 1, found: true };
    if (code === CR) return { at, next: at + (text.charCodeAt(at + 1) === LF ? 2 : 1), found: true };
  }
  return { at: text.length, next: text.length, found: false };
}
