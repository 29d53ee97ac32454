import { columnIndex } from './xlsx-sheet.ts';
import { entryText, type Workbook, xmlRefusal } from './xlsx-workbook.ts';
import { attributeOf, XmlError, XmlTokenizer } from './xml-tokenizer.ts';

/** A merged block of cells: rows from 1, columns from 0, inclusive. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** More merges than this make a form, not a table. */
const MAX_MERGES = 10_000;

/** The merged blocks of the sheet by first row. They stand after the rows, so the sheet is read through for them once. */
export async function mergedRanges(workbook: Workbook): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  const open = (name: string, attributes: string) => {
    const range = name === 'mergeCell' && parseRange(attributeOf(attributes, 'ref') ?? '');
    if (range && ranges.push(range) > MAX_MERGES)
      throw new XmlError(`the sheet has more than ${MAX_MERGES} merged blocks`);
  };
  const tokenizer = new XmlTokenizer({ open, close: () => {}, text: () => {} });
  let rest = '';
  let found = false;
  try {
    for await (const text of entryText(workbook.archive, workbook.sheet)) {
      if (!found) {
        rest = rest.slice(-40) + text;
        const at = rest.search(/<(\w+:)?mergeCells[\s>]/);
        if (at < 0) continue;
        found = true;
        tokenizer.feed(rest.slice(at));
      } else tokenizer.feed(text);
    }
  } catch (error) {
    throw xmlRefusal(error, workbook.archive, workbook.sheet);
  }
  return ranges.sort((a, b) => a.top - b.top);
}

function parseRange(reference: string): MergedRange | undefined {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference.replaceAll('$', ''));
  if (!match) return undefined;
  return {
    left: columnIndex(match[1]!),
    top: Number(match[2]),
    right: columnIndex(match[3]!),
    bottom: Number(match[4]),
  };
}
