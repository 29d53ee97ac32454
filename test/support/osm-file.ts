import { deflateSync } from 'node:zlib';

export interface OsmContent {
  /** id → longitude, latitude in degrees. */
  readonly nodes: Readonly<Record<string, readonly [lon: number, lat: number]>>;
  readonly ways?: readonly { id: number; refs: readonly number[]; tags?: Readonly<Record<string, string>> }[];
  /** Members are ways. */
  readonly relations?: readonly {
    id: number;
    members: readonly number[];
    tags: Readonly<Record<string, string>>;
  }[];
  /** Seconds since 1970. */
  readonly timestamp?: number;
  readonly requiredFeatures?: readonly string[];
}

/** An OpenStreetMap PBF file of a header and one block each for nodes, ways, relations, encoded by hand after the format's definition. */
export function osmFile(content: OsmContent): Buffer {
  const features = content.requiredFeatures ?? ['OsmSchema-V0.6', 'DenseNodes'];
  const header = features.map((feature) => bytes(4, Buffer.from(feature)));
  if (content.timestamp !== undefined) header.push(varint(32, BigInt(content.timestamp)));
  return Buffer.concat([
    osmBlock('OSMHeader', Buffer.concat(header)),
    osmBlock('OSMData', nodeBlock(content)),
    osmBlock('OSMData', wayBlock(content)),
    ...(content.relations ? [osmBlock('OSMData', relationBlock(content))] : []),
  ]);
}

/** A block with its length and header; `packed` replaces the zlib-packed content. */
export function osmBlock(type: string, content: Buffer, packed: Buffer = packedBlob(content)): Buffer {
  const header = Buffer.concat([bytes(1, Buffer.from(type)), varint(3, BigInt(packed.length))]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, packed]);
}

/** A blob whose content is not packed. */
export function rawBlob(content: Buffer): Buffer {
  return bytes(1, content);
}

function packedBlob(content: Buffer): Buffer {
  return Buffer.concat([varint(2, BigInt(content.length)), bytes(3, deflateSync(content))]);
}

function nodeBlock({ nodes }: OsmContent): Buffer {
  const all = Object.entries(nodes).map(([id, [lon, lat]]) => ({ id: Number(id), lon, lat }));
  const e7 = (value: number) => Math.round(value * 1e7);
  const dense = Buffer.concat([
    bytes(1, deltas(all.map(({ id }) => id))),
    bytes(8, deltas(all.map(({ lat }) => e7(lat)))),
    bytes(9, deltas(all.map(({ lon }) => e7(lon)))),
  ]);
  return Buffer.concat([bytes(1, bytes(1, Buffer.alloc(0))), bytes(2, bytes(2, dense))]);
}

function wayBlock({ ways = [] }: OsmContent): Buffer {
  const strings = new Strings();
  const groups = ways.map(({ id, refs, tags }) =>
    bytes(3, Buffer.concat([varint(1, BigInt(id)), ...tagFields(strings, tags), bytes(8, deltas(refs))])),
  );
  return Buffer.concat([bytes(1, strings.table()), bytes(2, Buffer.concat(groups))]);
}

function relationBlock({ relations = [] }: OsmContent): Buffer {
  const strings = new Strings();
  const outer = strings.at('outer');
  const groups = relations.map(({ id, members, tags }) =>
    bytes(
      4,
      Buffer.concat([
        varint(1, BigInt(id)),
        ...tagFields(strings, tags),
        bytes(8, Buffer.concat(members.map(() => number(BigInt(outer))))),
        bytes(9, deltas(members)),
        bytes(10, Buffer.concat(members.map(() => number(1n)))),
      ]),
    ),
  );
  return Buffer.concat([bytes(1, strings.table()), bytes(2, Buffer.concat(groups))]);
}

function tagFields(strings: Strings, tags: Readonly<Record<string, string>> = {}): Buffer[] {
  const indexes = (texts: string[]) => Buffer.concat(texts.map((text) => number(BigInt(strings.at(text)))));
  return [bytes(2, indexes(Object.keys(tags))), bytes(3, indexes(Object.values(tags)))];
}

/** Texts of a block; the first is empty by definition. */
class Strings {
  readonly #texts = [''];

  at(text: string): number {
    const found = this.#texts.indexOf(text, 1);
    return found > 0 ? found : this.#texts.push(text) - 1;
  }

  table(): Buffer {
    return Buffer.concat(this.#texts.map((text) => bytes(1, Buffer.from(text))));
  }
}

/** Differences as zigzag numbers. */
function deltas(values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value, i) => {
      const delta = BigInt(value) - BigInt(values[i - 1] ?? 0);
      return number(delta < 0n ? -2n * delta - 1n : 2n * delta);
    }),
  );
}

function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([number(BigInt((field << 3) | 2)), number(BigInt(content.length)), content]);
}

function varint(field: number, value: bigint): Buffer {
  return Buffer.concat([number(BigInt(field << 3)), number(value)]);
}

function number(value: bigint): Buffer {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  out.push(Number(rest));
  return Buffer.from(out);
}
