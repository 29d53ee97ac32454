import { serialDateText } from './xlsx-formats.ts';
import { unescapeText } from './xlsx-strings.ts';
import type { Workbook } from './xlsx-workbook.ts';
import { attributeOf, XmlError, type XmlHandler } from './xml-tokenizer.ts';

/** A row of a sheet: its values by column from 0, and the first cell that has none although it should. */
export interface SheetRow {
  readonly row: number;
  readonly cells: (string | number | boolean | null)[];
  readonly defect?: {
    readonly column: number;
    readonly value: string;
    readonly reason: string;
    readonly code: string;
  };
}

/** Sizes of a sheet in Excel; a cell beyond them comes from a hostile or damaged file. */
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;

/** Collects the rows of a sheet; take them from `rows` and empty it as you go. */
export class SheetHandler implements XmlHandler {
  readonly rows: SheetRow[] = [];
  readonly #workbook: Workbook;
  #row = 0;
  #column = -1;
  #cells: SheetRow['cells'] = [];
  #defect: SheetRow['defect'];
  #cell = { type: '', style: '', value: undefined as string | undefined, formula: false };
  #into: 'none' | 'value' = 'none';
  #phonetic = false;

  constructor(workbook: Workbook) {
    this.#workbook = workbook;
  }

  open(name: string, attributes: string): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v' || (name === 't' && !this.#phonetic)) this.#startValue();
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'f') this.#cell.formula = true;
    else if (name === 'rPh') this.#phonetic = true;
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell();
    else if (name === 'v' || name === 't') this.#into = 'none';
    else if (name === 'row') {
      this.rows.push(
        this.#defect
          ? { row: this.#row, cells: this.#cells, defect: this.#defect }
          : { row: this.#row, cells: this.#cells },
      );
    } else if (name === 'rPh') this.#phonetic = false;
  }

  text(text: string): void {
    if (this.#into === 'value') this.#cell.value = (this.#cell.value ?? '') + text;
  }

  #startValue(): void {
    this.#into = 'value';
    this.#cell.value ??= '';
  }

  #openRow(attributes: string): void {
    const row = Number(attributeOf(attributes, 'r') ?? this.#row + 1);
    if (!(Number.isInteger(row) && row > this.#row && row <= MAX_ROWS))
      throw new XmlError(`row ${row} stands after row ${this.#row}`);
    this.#row = row;
    this.#column = -1;
    this.#cells = [];
    this.#defect = undefined;
  }

  #openCell(attributes: string): void {
    const reference =
      /^\s*r="([A-Z]{1,3})\d+"/.exec(attributes)?.[1] ??
      /^[A-Z]{1,3}/.exec(attributeOf(attributes, 'r') ?? '')?.[0];
    const column = reference === undefined ? this.#column + 1 : columnIndex(reference);
    if (column >= MAX_COLUMNS) throw new XmlError(`a cell of row ${this.#row} lies beyond the last column`);
    this.#column = column;
    this.#cell = {
      type: attributeOf(attributes, 't') ?? 'n',
      style: attributeOf(attributes, 's') ?? '',
      value: undefined,
      formula: false,
    };
    this.#into = 'none';
  }

  #closeCell(): void {
    const { type, value, formula } = this.#cell;
    while (this.#cells.length < this.#column) this.#cells.push(null);
    if (value === undefined || (value === '' && type !== 'str')) {
      this.#cells[this.#column] = null;
      if (formula)
        this.#reject(
          '',
          'the formula has no stored result; open the file in Excel and save it',
          'formula-without-value',
        );
    } else if (type === 'e') {
      this.#cells[this.#column] = null;
      this.#reject(value, `the formula ends in an error (${value})`, 'cell-error');
    } else this.#cells[this.#column] = this.#understand(type, value);
  }

  #understand(type: string, value: string): string | number | boolean | null {
    if (type === 's') {
      const text = this.#workbook.strings[Number(value)];
      if (text === undefined)
        this.#reject(value, 'the cell refers to a text that the workbook does not have', 'cell-damaged');
      return text ?? null;
    }
    if (type === 'str' || type === 'inlineStr') return unescapeText(value);
    if (type === 'b') return value === '1' || value === 'true';
    if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '');
    const number = Number(value);
    if (!Number.isFinite(number)) {
      this.#reject(value, 'the cell holds no number', 'cell-damaged');
      return null;
    }
    const format = this.#workbook.formats[Number(this.#cell.style)] ?? 'number';
    if (format === 'number' || this.#cell.style === '') return number;
    if (format === 'date') return serialDateText(number, this.#workbook.epoch1904) ?? number;
    return Number.isInteger(number) && number >= 0 ? String(number).padStart(format.digits, '0') : number;
  }

  #reject(value: string, reason: string, code: string): void {
    this.#defect ??= { column: this.#column, value, reason, code };
  }
}

/** `A` → 0, `AA` → 26. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
