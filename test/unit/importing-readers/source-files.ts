import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { InvalidInputError } from '../../../api/errors.ts';
import {
  type OpenedSource,
  type OpenOptions,
  openSource,
  type SourceRow,
} from '../../../api/importing/readers/open-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let written = 0;

/** Puts bytes into a file of its own and opens it under `fileName`. */
export async function openBytes(
  fileName: string,
  bytes: string | Uint8Array,
  options: Partial<OpenOptions> = {},
): Promise<OpenedSource> {
  const path = join(folder, `upload-${written++}`);
  writeFileSync(path, bytes);
  return openSource(path, { fileName, ...options });
}

export async function allRows(source: OpenedSource): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const row of source.rows) rows.push(row);
  return rows;
}

export async function readBytes(
  fileName: string,
  bytes: string | Uint8Array,
  options: Partial<OpenOptions> = {},
): Promise<SourceRow[]> {
  return allRows(await openBytes(fileName, bytes, options));
}

/** The refusal of a file, as its one issue; fails when it is read or another error is thrown. */
export async function refusalOf(
  fileName: string,
  bytes: string | Uint8Array,
  options: Partial<OpenOptions> = {},
): Promise<{ field: string; reason: string; allowed?: string }> {
  try {
    await readBytes(fileName, bytes, options);
  } catch (error) {
    if (error instanceof InvalidInputError && error.issues.length === 1) return error.issues[0]!;
    throw error;
  }
  throw new Error(`${fileName} was not refused`);
}

export interface ZippedFile {
  readonly name: string | Uint8Array;
  readonly data: string | Uint8Array;
  readonly store?: boolean;
  /** Lies for hostile archives: what the directory says instead. */
  readonly says?: {
    readonly unpackedBytes?: number;
    readonly crc?: number;
    readonly method?: number;
    readonly flags?: number;
  };
}

/** Builds a zip archive. */
export function zip(files: readonly ZippedFile[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, store = false, says = {} } of files) {
    const plain = Buffer.from(data);
    const packed = store ? plain : deflateRawSync(plain);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(says.flags ?? (typeof name === 'string' ? 0x800 : 0), 2);
    common.writeUInt16LE(says.method ?? (store ? 0 : 8), 4);
    common.writeUInt32LE(says.crc ?? crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says.unpackedBytes ?? plain.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, nameBytes]));
    bodies.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}

let pairs: Map<string, number> | undefined;

/** GB18030 bytes of text whose characters have one or two bytes there; Node decodes it but does not encode it. */
export function gb18030(text: string): Buffer {
  pairs ??= twoBytePairs();
  const bytes = Array.from(text).flatMap((character) => {
    const pair = pairs!.get(character);
    if (character.codePointAt(0)! < 0x80) return [character.codePointAt(0)!];
    if (pair === undefined) throw new Error(`${character} has no two bytes in GB18030`);
    return [pair >> 8, pair & 0xff];
  });
  return Buffer.from(bytes);
}

function twoBytePairs(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const map = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && character.length === 1 && character !== '\ufffd')
        map.set(character, (lead << 8) | trail);
    }
  }
  return map;
}
