/** Numbers pairs of 32-bit integers from 0 in the order of their first appearance. */
export class PairIndex {
  #first = new Int32Array(1024);
  #second = new Int32Array(1024);
  /** Open addressing: 0 = free, else number + 1; always a power of two and at most half full. */
  #slots = new Int32Array(2048);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of the pair; a new one if it was never seen. */
  numberOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(first, second) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot]! - 1;
      if (found < 0) return this.#add(slot, first, second);
      if (this.#first[found] === first && this.#second[found] === second) return found;
    }
  }

  /** The number of the pair; -1 if it was never seen. */
  find(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(first, second) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot]! - 1;
      if (found < 0 || (this.#first[found] === first && this.#second[found] === second)) return found;
    }
  }

  #add(slot: number, first: number, second: number): number {
    const number = this.#count++;
    this.#slots[slot] = number + 1;
    this.#first[number] = first;
    this.#second[number] = second;
    if (this.#count === this.#first.length) this.#grow();
    return number;
  }

  #grow(): void {
    this.#first = enlarged(this.#first);
    this.#second = enlarged(this.#second);
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#count; number++) {
      let slot = hash(this.#first[number]!, this.#second[number]!) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

function enlarged(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** Mixes the bits of both, so that neighbouring coordinates fall far apart. */
function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return mixed ^ (mixed >>> 15);
}
