/** Random numbers that are the same for the same seed on every platform: 32-bit integer arithmetic only. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Whole number in [low, high], both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** A generator of its own for each topic, so that a change in one topic does not shift the draws of another. */
export function seededRandom(seed: string): Random {
  const next = sfc32(hashes(seed));
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}

/** The "small fast counter" generator (sfc32), public domain algorithm by Chris Doty-Humphrey. */
function sfc32([a, b, c, d]: [number, number, number, number]): () => number {
  const step = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) step();
  return step;
}

/** Four FNV-1a hashes of the text, each from its own offset. */
function hashes(text: string): [number, number, number, number] {
  const hash = (offset: number) => {
    let value = offset;
    for (let index = 0; index < text.length; index += 1) {
      value = Math.imul(value ^ text.charCodeAt(index), 16777619);
    }
    return value;
  };
  return [hash(-2128831035), hash(1013904223), hash(374761393), hash(668265263)];
}
