import type { DistanceMatrix } from '../../geo/distance-matrix.ts';

/** A distance matrix to which entries are added. */
export class GrowingMatrix {
  #from = new Int32Array(1024);
  #to = new Int32Array(1024);
  #distanceM = new Float64Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(from: number, to: number, distanceM: number): void {
    if (this.#size === this.#from.length) this.#grow();
    this.#from[this.#size] = from;
    this.#to[this.#size] = to;
    this.#distanceM[this.#size] = distanceM;
    this.#size += 1;
  }

  /** What was added, in that order. */
  matrix(): DistanceMatrix {
    return {
      from: this.#from.slice(0, this.#size),
      to: this.#to.slice(0, this.#size),
      distanceM: this.#distanceM.slice(0, this.#size),
    };
  }

  #grow(): void {
    const length = this.#from.length * 2;
    const from = new Int32Array(length);
    const to = new Int32Array(length);
    const distanceM = new Float64Array(length);
    from.set(this.#from);
    to.set(this.#to);
    distanceM.set(this.#distanceM);
    this.#from = from;
    this.#to = to;
    this.#distanceM = distanceM;
  }
}

/** Matrices of ascending, separate origins as one. */
export function joinMatrices(parts: readonly DistanceMatrix[]): DistanceMatrix {
  const size = parts.reduce((sum, part) => sum + part.from.length, 0);
  const joined = {
    from: new Int32Array(size),
    to: new Int32Array(size),
    distanceM: new Float64Array(size),
  };
  let at = 0;
  for (const part of parts) {
    joined.from.set(part.from, at);
    joined.to.set(part.to, at);
    joined.distanceM.set(part.distanceM, at);
    at += part.from.length;
  }
  return joined;
}
