/** Receives the parts of an XML document; names come without namespace prefix, `attributes` as written. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** The text is no XML that is read here; the message says why. */
export class XmlError extends Error {}

/** Longest tag or run of text in characters; a spreadsheet cell holds 32,767. */
const MAX_TOKEN_CHARS = 4 * 1024 * 1024;

/**
 * Splits XML text piece by piece: elements, text and CDATA; comments and processing instructions are skipped.
 * Document type declarations are refused, so no entity can be defined: neither files nor "billion laughs" get in.
 */
export class XmlTokenizer {
  readonly #handler: XmlHandler;
  #rest = '';
  #depth = 0;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  /** Takes the next piece. Throws XmlError. */
  feed(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      const next = text.charCodeAt(at) === 0x3c ? this.#markup(text, at) : this.#characters(text, at);
      if (next === undefined) break;
      at = next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > MAX_TOKEN_CHARS) throw new XmlError('a part of the XML is too long');
  }

  /** Checks that nothing is left over and every element was closed. Throws XmlError when the text is cut short. */
  end(): void {
    if (this.#rest.trim() !== '' || this.#depth !== 0) throw new XmlError('the XML is cut short');
  }

  #characters(text: string, at: number): number | undefined {
    const end = text.indexOf('<', at);
    if (end < 0) return undefined;
    this.#handler.text(decodeEntities(text.slice(at, end)));
    return end;
  }

  #markup(text: string, at: number): number | undefined {
    const second = text[at + 1];
    if (second === '?') return after(text, '?>', at);
    if (second === '!') return this.#declaration(text, at);
    const end = findTagEnd(text, at + 1);
    if (end === undefined) return undefined;
    if (second === '/') {
      this.#depth--;
      this.#handler.close(localName(text.slice(at + 2, end).trimEnd()));
      return end + 1;
    }
    const closed = text.charCodeAt(end - 1) === 0x2f;
    const tag = text.slice(at + 1, closed ? end - 1 : end);
    const space = tag.search(/\s/);
    const name = localName(space < 0 ? tag : tag.slice(0, space));
    this.#handler.open(name, space < 0 ? '' : tag.slice(space));
    if (closed) this.#handler.close(name);
    else this.#depth++;
    return end + 1;
  }

  #declaration(text: string, at: number): number | undefined {
    const start = text.slice(at, at + 9);
    if (start.startsWith('<!--')) return after(text, '-->', at + 4);
    if (start === '<![CDATA[') {
      const end = text.indexOf(']]>', at);
      if (end < 0) return undefined;
      this.#handler.text(text.slice(at + 9, end));
      return end + 3;
    }
    if (start.length < 9 && ('<!--'.startsWith(start) || '<![CDATA['.startsWith(start))) return undefined;
    throw new XmlError('a document type declaration is not accepted');
  }
}

function after(text: string, mark: string, from: number): number | undefined {
  const at = text.indexOf(mark, from);
  return at < 0 ? undefined : at + mark.length;
}

/** Index of the `>` that ends a tag; one inside a quoted attribute does not. */
function findTagEnd(text: string, from: number): number | undefined {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return at;
  }
  return undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const patterns = new Map<string, RegExp>();

/** The value of an attribute, entities resolved; `name` without prefix matches any prefix. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const found = pattern.exec(attributes);
  return found ? decodeEntities(found[1] ?? found[2] ?? '') : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole;
    const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
