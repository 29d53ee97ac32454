import { posix } from 'node:path';
import { unreadableFile } from './byte-source.ts';
import { type CellFormat, StylesHandler } from './xlsx-formats.ts';
import { StringsHandler } from './xlsx-strings.ts';
import { attributeOf, XmlError, type XmlHandler, XmlTokenizer } from './xml-tokenizer.ts';
import { entryBytes, openZip, type ZipArchive, type ZipEntry } from './zip-archive.ts';

/** Sizes of the parts that are held in memory; sheets are streamed. */
const MAX_STRINGS_BYTES = 256 * 1024 ** 2;
const MAX_PART_BYTES = 16 * 1024 ** 2;

/** A workbook opened at one sheet. */
export interface Workbook {
  readonly archive: ZipArchive;
  readonly sheet: ZipEntry;
  readonly strings: readonly string[];
  readonly formats: readonly CellFormat[];
  readonly epoch1904: boolean;
}

/**
 * Opens an .xlsx workbook at the sheet of that name or number (from 1), else at its first visible sheet.
 * Throws InvalidInputError when it is no workbook, is damaged or has no such sheet.
 */
export async function openWorkbook(path: string, fileName: string, sheetName?: string): Promise<Workbook> {
  const archive = await openZip(path, fileName);
  const root = await relations(archive, '_rels/.rels');
  const workbookPath =
    root.find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = new WorkbookHandler();
  if (!findEntry(archive, workbookPath))
    throw unreadableFile(
      fileName,
      'the zip archive holds no Excel workbook',
      'an .xlsx file as saved by Excel or WPS',
    );
  await parsePart(archive, workbookPath, workbook, MAX_PART_BYTES);
  const folder = posix.dirname(workbookPath);
  const parts = await relations(archive, `${folder}/_rels/${posix.basename(workbookPath)}.rels`, folder);
  const chosen = chooseSheet(workbook.sheets, sheetName, fileName);
  const sheetPath = parts.find((relation) => relation.id === chosen.relation)?.target;
  const sheet = sheetPath === undefined ? undefined : findEntry(archive, sheetPath);
  if (!sheet) throw unreadableFile(fileName, `the sheet ${chosen.name} is missing in the workbook`);
  const styles = new StylesHandler();
  const strings = new StringsHandler();
  const pathOf = (type: string) => parts.find((relation) => relation.type === type)?.target ?? '';
  await parsePart(archive, pathOf('styles'), styles, MAX_PART_BYTES);
  await parsePart(archive, pathOf('sharedStrings'), strings, MAX_STRINGS_BYTES);
  return {
    archive,
    sheet,
    strings: strings.strings,
    formats: styles.formats(),
    epoch1904: workbook.epoch1904,
  };
}

/** Feeds an entry of the archive to a handler; does nothing when the archive has no such entry. */
async function parsePart(
  archive: ZipArchive,
  path: string,
  handler: XmlHandler,
  maxBytes: number,
): Promise<void> {
  const entry = findEntry(archive, path);
  if (!entry) return;
  const tokenizer = new XmlTokenizer(handler);
  try {
    for await (const text of entryText(archive, entry, maxBytes)) tokenizer.feed(text);
    tokenizer.end();
  } catch (error) {
    throw xmlRefusal(error, archive, entry);
  }
}

/** The text of an XML entry piece by piece. Throws XmlError when it is not UTF-8. */
export async function* entryText(
  archive: ZipArchive,
  entry: ZipEntry,
  maxBytes?: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of entryBytes(archive, entry, maxBytes))
      yield decoder.decode(chunk, { stream: true });
    decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new XmlError('the XML is not UTF-8') : error;
  }
}

/** Turns an XmlError into the refusal of the file; other errors pass. */
export function xmlRefusal(error: unknown, archive: ZipArchive, entry: ZipEntry): unknown {
  return error instanceof XmlError
    ? unreadableFile(archive.fileName, `${entry.name}: ${error.message}`)
    : error;
}

function findEntry(archive: ZipArchive, path: string): ZipEntry | undefined {
  const wanted = path.toLowerCase();
  return archive.entries.find((entry) => entry.name.replace(/\\/g, '/').toLowerCase() === wanted);
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function relations(archive: ZipArchive, path: string, folder = ''): Promise<Relation[]> {
  const found: Relation[] = [];
  const open = (name: string, attributes: string) => {
    if (name !== 'Relationship') return;
    const target = attributeOf(attributes, 'Target') ?? '';
    found.push({
      id: attributeOf(attributes, 'Id') ?? '',
      type: attributeOf(attributes, 'Type')?.split('/').at(-1) ?? '',
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    });
  };
  await parsePart(archive, path, { open, close: () => {}, text: () => {} }, MAX_PART_BYTES);
  return found;
}

interface SheetName {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

class WorkbookHandler implements XmlHandler {
  readonly sheets: SheetName[] = [];
  epoch1904 = false;

  open(name: string, attributes: string): void {
    if (name === 'workbookPr')
      this.epoch1904 ||= ['1', 'true'].includes(attributeOf(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const hidden = (attributeOf(attributes, 'state') ?? 'visible') !== 'visible';
    this.sheets.push({
      name: attributeOf(attributes, 'name') ?? '',
      relation: attributeOf(attributes, 'id') ?? '',
      hidden,
    });
  }
  close(): void {}
  text(): void {}
}

function chooseSheet(sheets: readonly SheetName[], wanted: string | undefined, fileName: string): SheetName {
  const found =
    wanted === undefined
      ? (sheets.find((sheet) => !sheet.hidden) ?? sheets[0])
      : (sheets.find((sheet) => sheet.name === wanted) ?? sheets[Number(wanted) - 1]);
  if (found) return found;
  const names = sheets.map((sheet) => sheet.name).join(', ');
  throw unreadableFile(
    fileName,
    wanted === undefined
      ? 'the workbook has no sheet'
      : `the workbook has no sheet ${JSON.stringify(wanted)}`,
    names,
  );
}
