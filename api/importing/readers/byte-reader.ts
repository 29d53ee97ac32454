/** Reads exact numbers of bytes from a stream of chunks. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `length` bytes, or undefined when the stream ends before them. */
  async take(length: number): Promise<Buffer | undefined> {
    if (this.#rest.length < length) {
      const parts = [this.#rest];
      let have = this.#rest.length;
      while (have < length) {
        const next = await this.#chunks.next();
        if (next.done) return undefined;
        parts.push(next.value);
        have += next.value.length;
      }
      this.#rest = Buffer.concat(parts);
    }
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** Stops reading and frees the stream. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
