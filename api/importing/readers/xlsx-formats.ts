import { attributeOf, type XmlHandler } from './xml-tokenizer.ts';

/** How a number with a cell style is meant: a plain number, a date or time, or a code filled up with zeros. */
export type CellFormat = 'number' | 'date' | { readonly digits: number };

const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Collects the formats of the cell styles of xl/styles.xml; `formats()[s]` is that of style `s`. */
export class StylesHandler implements XmlHandler {
  readonly #templates = new Map<number, string>();
  readonly #ids: number[] = [];
  #inCellXfs = false;

  open(name: string, attributes: string): void {
    if (name === 'cellXfs') this.#inCellXfs = true;
    else if (name === 'numFmt')
      this.#templates.set(
        Number(attributeOf(attributes, 'numFmtId')),
        attributeOf(attributes, 'formatCode') ?? '',
      );
    else if (name === 'xf' && this.#inCellXfs)
      this.#ids.push(Number(attributeOf(attributes, 'numFmtId') ?? 0));
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCellXfs = false;
  }

  text(): void {}

  formats(): CellFormat[] {
    return this.#ids.map((id) => {
      const template = this.#templates.get(id);
      return template === undefined ? (isBuiltInDate(id) ? 'date' : 'number') : readTemplate(template);
    });
  }
}

/** Understands a number format such as `yyyy"年"m"月"d"日"`, `[$-804]yyyy/m/d;@`, `000000` or `0.00"m"`. */
export function readTemplate(template: string): CellFormat {
  const first = template.split(';')[0]!;
  const bare = first
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .trim();
  if (/^0{2,}$/.test(bare) && bare === first.trim()) return { digits: bare.length };
  const withoutFractions = bare.replace(/\.0+/g, '');
  return /[ymdhs]/i.test(withoutFractions) && !/[0#?]/.test(withoutFractions) ? 'date' : 'number';
}

const DAY_MS = 86_400_000;

/**
 * The text of a serial date: `2025-10-14`, `2025-10-14T08:30:00`, or `08:30:00` without a day. Serial dates count days
 * from 1900 (with a 29 February 1900 that never was) or from 1904; they have no time zone.
 */
export function serialDateText(serial: number, epoch1904: boolean): string | undefined {
  const epoch = epoch1904
    ? Date.UTC(1904, 0, 1)
    : serial < 60
      ? Date.UTC(1899, 11, 31)
      : Date.UTC(1899, 11, 30);
  const moment = new Date(epoch + Math.round((serial * DAY_MS) / 1000) * 1000);
  if (serial < 0 || Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9999) return undefined;
  const [day, time] = moment.toISOString().slice(0, 19).split('T') as [string, string];
  if (serial < 1 && !epoch1904) return time;
  return time === '00:00:00' ? day : `${day}T${time}`;
}
