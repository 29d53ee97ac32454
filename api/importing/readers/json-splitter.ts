/** A member of the root object, or one element of its `features` array, as JSON text. */
export type JsonPart =
  | { readonly kind: 'member'; readonly name: string; readonly text: string }
  | { readonly kind: 'feature'; readonly text: string };

/** Longest single feature or member in characters. */
export const MAX_PART_CHARS = 64 * 1024 * 1024;

/** The text is no single JSON object, or a part is too long; the message says which. */
export class JsonStructureError extends Error {}

type Expect = 'root' | 'key' | 'colon' | 'value' | 'comma' | 'element' | 'element-comma' | 'end';
const SPACE = /[ \t\r\n]/;

/**
 * Splits the text of a GeoJSON FeatureCollection into its members and features piece by piece, holding one at a time,
 * so that a file of any size needs the memory of its largest feature. The parts are cut at matching brackets; whether
 * each is valid JSON shows when it is parsed.
 */
export class JsonSplitter {
  #expect: Expect = 'root';
  #rest = '';
  #name = '';
  #hadFeatures = false;
  #afterComma = false;
  /** State inside the value being cut: brackets open, whether a string is, and its text of earlier pieces. */
  #open = 0;
  #inString = false;
  #escaped = false;
  #kept: string[] = [];
  #keptChars = 0;

  /** Whether the root object has a `features` array. */
  get hadFeatures(): boolean {
    return this.#hadFeatures;
  }

  /** Takes the next piece and yields the parts it completes. Throws JsonStructureError. */
  *feed(piece: string): Generator<JsonPart> {
    this.#rest += piece;
    for (;;) {
      const part = this.#step();
      if (part === 'more') break;
      if (part) yield part;
    }
  }

  /** Checks that the root object was closed. Throws JsonStructureError when the text is cut short. */
  end(): void {
    if (this.#expect === 'root') throw new JsonStructureError('it holds no JSON object');
    if (this.#expect !== 'end')
      throw new JsonStructureError('the text ends before the JSON does: the file is cut short');
  }

  #step(): JsonPart | 'more' | undefined {
    if (this.#expect === 'value' || this.#expect === 'element') return this.#value();
    if (this.#expect === 'key') return this.#key();
    const character = this.#nextCharacter();
    if (character === undefined) return 'more';
    if (this.#expect === 'end') throw new JsonStructureError('something follows the JSON object');
    const next = TRANSITIONS[this.#expect][character];
    if (!next)
      throw new JsonStructureError(
        `${JSON.stringify(character)} stands where ${EXPECTED[this.#expect]} should`,
      );
    this.#take(1);
    this.#afterComma = character === ',';
    this.#expect = next;
    return undefined;
  }

  #key(): 'more' | undefined {
    const character = this.#nextCharacter();
    if (character === undefined) return 'more';
    if (character === '}' && !this.#afterComma) {
      this.#take(1);
      this.#expect = 'end';
      return undefined;
    }
    const match = /^"(?:[^"\\]|\\[\s\S])*"/.exec(this.#rest.slice(0, 1_000));
    if (!match && this.#rest.length < 1_000) return 'more';
    if (!match) throw new JsonStructureError('a member name is expected');
    this.#name = parseText(match[0]) as string;
    this.#take(match[0].length);
    this.#expect = 'colon';
    return undefined;
  }

  /** Cuts a value of the root, or an element of `features`; brackets and strings are followed over pieces. */
  #value(): JsonPart | 'more' | undefined {
    const isElement = this.#expect === 'element';
    if (this.#kept.length === 0) {
      const character = this.#nextCharacter();
      if (character === undefined) return 'more';
      if (isElement && character === ']' && !this.#afterComma) {
        this.#take(1);
        this.#expect = 'comma';
        return undefined;
      }
      if (!isElement && this.#name === 'features' && character === '[') {
        if (this.#hadFeatures) throw new JsonStructureError('the member features stands twice');
        this.#hadFeatures = true;
        this.#take(1);
        this.#expect = 'element';
        return undefined;
      }
    }
    const end = this.#findEnd();
    if (end === undefined) return this.#keepForLater();
    const text = (this.#kept.join('') + this.#rest.slice(0, end)).trimEnd();
    this.#take(end);
    this.#expect = isElement ? 'element-comma' : 'comma';
    if (text === '') throw new JsonStructureError('a value is missing');
    return isElement ? { kind: 'feature', text } : { kind: 'member', name: this.#name, text };
  }

  /** Index in the present text at which the value ends; undefined when it needs more. */
  #findEnd(): number | undefined {
    const text = this.#rest;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (code === 0x5c) this.#escaped = true;
        else if (code === 0x22) this.#inString = false;
      } else if (code === 0x22) this.#inString = true;
      else if (code === 0x7b || code === 0x5b) this.#open++;
      else if (code === 0x7d || code === 0x5d || code === 0x2c) {
        if (this.#open === 0) return at;
        if (code !== 0x2c) this.#open--;
      }
    }
    return undefined;
  }

  /** Sets the scanned text aside, so that no piece of a long value is looked at or copied twice. */
  #keepForLater(): 'more' {
    this.#kept.push(this.#rest);
    this.#keptChars += this.#rest.length;
    this.#rest = '';
    if (this.#keptChars > MAX_PART_CHARS) throw new JsonStructureError('one feature is longer than 64 MiB');
    return 'more';
  }

  #nextCharacter(): string | undefined {
    let at = 0;
    while (at < this.#rest.length && SPACE.test(this.#rest[at]!)) at++;
    if (at > 0) this.#rest = this.#rest.slice(at);
    return this.#rest[0];
  }

  #take(length: number): void {
    this.#rest = this.#rest.slice(length);
    this.#kept = [];
    this.#keptChars = 0;
    this.#open = 0;
    this.#inString = false;
  }
}

type Simple = Exclude<Expect, 'key' | 'value' | 'element' | 'end'>;
const TRANSITIONS: Record<Simple, Record<string, Expect>> = {
  root: { '{': 'key' },
  colon: { ':': 'value' },
  comma: { ',': 'key', '}': 'end' },
  'element-comma': { ',': 'element', ']': 'comma' },
};
const EXPECTED: Record<Simple, string> = {
  root: 'the { of an object',
  colon: 'a colon',
  comma: 'a comma or }',
  'element-comma': 'a comma or ]',
};

/** JSON.parse with a failure that can be told from a programming error. */
export function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonStructureError('not valid JSON');
  }
}
