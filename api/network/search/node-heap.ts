/**
 * A 4-ary min-heap of nodes by distance, on typed arrays that grow and are kept. A node may be in it several times: whoever
 * pops it knows which entry is out of date. Equal distances come out in an order that depends on the pushes alone.
 */
export class NodeHeap {
  #keys = new Float64Array(1024);
  #nodes = new Int32Array(1024);
  size = 0;
  /** Distance and node of the last pop. */
  key = 0;
  node = -1;

  clear(): void {
    this.size = 0;
  }

  push(key: number, node: number): void {
    if (this.size === this.#keys.length) this.#grow();
    const keys = this.#keys;
    const nodes = this.#nodes;
    let at = this.size;
    this.size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentKey = keys[parent]!;
      if (parentKey <= key) break;
      keys[at] = parentKey;
      nodes[at] = nodes[parent]!;
      at = parent;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  /** Takes the nearest into `key` and `node`; false when the heap is empty. */
  pop(): boolean {
    if (this.size === 0) return false;
    const keys = this.#keys;
    const nodes = this.#nodes;
    this.key = keys[0]!;
    this.node = nodes[0]!;
    this.size -= 1;
    const size = this.size;
    const key = keys[size]!;
    const node = nodes[size]!;
    let at = 0;
    for (;;) {
      const first = (at << 2) + 1;
      if (first >= size) break;
      const end = Math.min(first + 4, size);
      let least = first;
      let leastKey = keys[first]!;
      for (let child = first + 1; child < end; child += 1) {
        const childKey = keys[child]!;
        if (childKey < leastKey) {
          least = child;
          leastKey = childKey;
        }
      }
      if (leastKey >= key) break;
      keys[at] = leastKey;
      nodes[at] = nodes[least]!;
      at = least;
    }
    keys[at] = key;
    nodes[at] = node;
    return true;
  }

  #grow(): void {
    const keys = new Float64Array(this.#keys.length * 2);
    keys.set(this.#keys);
    this.#keys = keys;
    const nodes = new Int32Array(this.#nodes.length * 2);
    nodes.set(this.#nodes);
    this.#nodes = nodes;
  }
}
