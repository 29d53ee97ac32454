import type { XmlHandler } from './xml-tokenizer.ts';

/** Collects the shared strings: text of `t`, runs joined, phonetic guides (`rPh`) left out. */
export class StringsHandler implements XmlHandler {
  readonly strings: string[] = [];
  #text = '';
  #inText = false;
  #phonetic = false;

  open(name: string): void {
    if (name === 'si') this.#text = '';
    else if (name === 'rPh') this.#phonetic = true;
    else if (name === 't') this.#inText = !this.#phonetic;
  }
  close(name: string): void {
    if (name === 'si') this.strings.push(unescapeText(this.#text));
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 't') this.#inText = false;
  }
  text(text: string): void {
    if (this.#inText) this.#text += text;
  }
}

/** Undoes the `_x000D_` way of writing characters that XML cannot hold. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
