import { inflateSync } from 'node:zlib';
import { OSMTransform, parse } from 'osm-pbf-parser-node';
import { z } from 'zod';
import { unpackedBytes, unreadableFile } from '../readers/byte-source.ts';

/** The format allows 32 MiB a block; more is damage or a bomb. */
const MAX_BLOCK_BYTES = 32 * 1024 * 1024;
const MAX_HEADER_BYTES = 256 * 1024;
const FEATURES_READ = ['OsmSchema-V0.6', 'DenseNodes'];
const headerSchema = z.object({
  required_features: z.array(z.string()),
  osmosis_replication_timestamp: z.number().optional(),
});

/** One block of an OpenStreetMap PBF file, still packed. */
export interface OsmBlock {
  readonly index: number;
  readonly packed: Buffer;
  /** Bytes of the file, unpacked if it is gzip, read so far. */
  readonly bytesRead: number;
  /** `YYYY-MM-DD` (UTC) of the data, where the header states it. */
  readonly dataDate: string | undefined;
}

/**
 * The blocks of an OpenStreetMap PBF file. Throws InvalidInputError when it is none, is damaged or cut short, or needs features that
 * are not read (history files, other packing than zlib).
 */
export async function* osmBlocks(path: string, fileName: string): AsyncGenerator<OsmBlock> {
  const cutter = new BlockCutter();
  let index = 0;
  let bytesRead = 0;
  for await (const chunk of unpackedBytes(path, fileName)) {
    bytesRead += chunk.length;
    for (const packed of takeOrRefuse(fileName, () => cutter.cutChunk(chunk)))
      yield { index: index++, packed, bytesRead, dataDate: cutter.dataDate };
  }
  takeOrRefuse(fileName, () => cutter.checkEnd());
}

export interface OsmNode {
  readonly type: 'node';
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
}
export interface OsmWay {
  readonly type: 'way';
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags?: Readonly<Record<string, string>>;
}
export interface OsmRelation {
  readonly type: 'relation';
  readonly id: number;
  readonly members: readonly { readonly type: string; readonly ref: number; readonly role: string }[];
  readonly tags?: Readonly<Record<string, string>>;
}
export type OsmEntity = OsmNode | OsmWay | OsmRelation;

/** The nodes, ways and relations of a block; of ways only the tags named. Throws as osmBlocks does. */
export function osmEntities(block: OsmBlock, wayTags: readonly string[], fileName: string): OsmEntity[] {
  return takeOrRefuse(fileName, () => {
    const bytes = inflateSync(block.packed, { maxOutputLength: MAX_BLOCK_BYTES });
    const kept = { node: false, way: [...wayTags], relation: true };
    // The parser reads the choice of tags from the object itself; its documentation says from the member withTags.
    return parse(bytes, { ...kept, withTags: kept, withInfo: false } as object) as OsmEntity[];
  });
}

/** Whatever a parser of foreign bytes throws is a fault of the file. */
function takeOrRefuse<T>(fileName: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason =
      error instanceof BlockError ? error.message : 'the file is damaged: a block of it cannot be read';
    throw unreadableFile(fileName, reason, 'an OpenStreetMap extract (.osm.pbf), packed with zlib');
  }
}

class BlockError extends Error {}

/**
 * Cuts bytes into blocks with the parser's own framing. It is driven by hand, not as a stream: what a stream's transform throws
 * would end the process.
 */
class BlockCutter extends OSMTransform {
  #blocks: Buffer[] = [];
  #hasHeader = false;
  #dataDate: string | undefined;

  get dataDate(): string | undefined {
    return this.#dataDate;
  }

  constructor() {
    super({ writeRaw: true });
  }

  cutChunk(chunk: Buffer): Buffer[] {
    this.#blocks = [];
    this._transform(chunk, 'utf8', () => undefined);
    const { needed, status } = this as unknown as { needed: number; status: number };
    if (needed > (status === 2 ? MAX_HEADER_BYTES : MAX_BLOCK_BYTES))
      throw new BlockError('this is no OpenStreetMap PBF file, or it is damaged');
    return this.#blocks;
  }

  checkEnd(): void {
    const { buffer, offset, status } = this as unknown as {
      buffer: Buffer | null;
      offset: number;
      status: number;
    };
    if (!this.#hasHeader) throw new BlockError('this is no OpenStreetMap PBF file');
    if (buffer === null || status !== 0 || buffer.length !== offset)
      throw new BlockError('the file is cut short');
  }

  /** Called by the parser with a header, or with a packed block. */
  override push(found: unknown): boolean {
    if (Buffer.isBuffer(found) || found instanceof Uint8Array) {
      if (!this.#hasHeader) throw new BlockError('this is no OpenStreetMap PBF file: it has no header');
      this.#blocks.push(Buffer.from(found));
    } else if (Array.isArray(found)) this.#readHeader(found[0]);
    return true;
  }

  #readHeader(found: unknown): void {
    const header = headerSchema.parse(found);
    const unknown = header.required_features.filter((feature) => !FEATURES_READ.includes(feature));
    if (unknown.length > 0)
      throw new BlockError(`the file needs features that are not read: ${unknown.join(', ')}`);
    const seconds = header.osmosis_replication_timestamp;
    if (seconds) this.#dataDate = new Date(seconds * 1000).toISOString().slice(0, 10);
    this.#hasHeader = true;
  }
}
