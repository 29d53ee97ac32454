import { GrowingInt32 } from './growing-array.ts';
import type { CollectedStreets } from './street-collector.ts';

/** The streets as runs of vertex numbers, each stretch between two vertices once. */
export interface Runs {
  /** Per run: index into the labels. */
  readonly label: Int32Array;
  /** Run `r` holds `vertex[first[r]]` to `vertex[first[r + 1] - 1]`. */
  readonly first: Int32Array;
  readonly vertex: Int32Array;
  /** Labels of which nothing is left: the whole line was there before. */
  readonly emptyLabels: readonly number[];
  /** Stretches that were there before, as pairs of vertex numbers. */
  readonly repeated: readonly (readonly [number, number])[];
}

/**
 * Drops repeated vertices, and stretches that an earlier street (or the same one) has already: of two lines on the same vertices
 * the first in the file stays, and the other is cut there.
 */
export function cutStreets(streets: CollectedStreets, vertex: Int32Array, count: number): Runs {
  const shared = sharedVertices(streets, vertex, count);
  const seen = new Set<number>();
  const repeated: [number, number][] = [];
  const label = new GrowingInt32();
  const first = new GrowingInt32();
  const kept = new GrowingInt32();
  const isUsed = new Uint8Array(streets.labelCount);
  for (let part = 0; part < streets.partLabel.length; part++) {
    let before = vertex[streets.firstVertex[part]!]!;
    let open = false;
    for (let at = streets.firstVertex[part]! + 1; at < streets.firstVertex[part + 1]!; at++) {
      const here = vertex[at]!;
      if (here === before) continue;
      const isRepeat = shared[here] === 1 && shared[before] === 1 && !addStretch(seen, before, here, count);
      if (isRepeat) {
        repeated.push([before, here]);
        open = false;
      } else {
        if (!open) {
          label.push(streets.partLabel[part]!);
          first.push(kept.length);
          kept.push(before);
          isUsed[streets.partLabel[part]!] = 1;
          open = true;
        }
        kept.push(here);
      }
      before = here;
    }
  }
  first.push(kept.length);
  const emptyLabels = [...isUsed.keys()].filter((index) => isUsed[index] === 0);
  return { label: label.toArray(), first: first.toArray(), vertex: kept.toArray(), emptyLabels, repeated };
}

/** True when the stretch is new. */
function addStretch(seen: Set<number>, one: number, other: number, count: number): boolean {
  const key = Math.min(one, other) * count + Math.max(one, other);
  const size = seen.size;
  seen.add(key);
  return seen.size > size;
}

/** Vertices visited more than once, and tips where a line turns back: only between these can a stretch repeat. */
function sharedVertices(streets: CollectedStreets, vertex: Int32Array, count: number): Uint8Array {
  const visits = new Uint8Array(count);
  const visit = (number: number) => {
    visits[number] = Math.min(2, visits[number]! + 1);
  };
  for (let part = 0; part < streets.partLabel.length; part++) {
    let before = -1;
    let beforeThat = -1;
    for (let at = streets.firstVertex[part]!; at < streets.firstVertex[part + 1]!; at++) {
      const here = vertex[at]!;
      if (here === before) continue;
      visit(here);
      if (here === beforeThat) visit(before);
      beforeThat = before;
      before = here;
    }
  }
  return visits.map((times) => (times > 1 ? 1 : 0));
}
