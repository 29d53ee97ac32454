import type { NearestWalks, PairWalks, Walk, WalkMatrix } from './walk-network.ts';

/** What is known best comes first: a walk, that it is longer than the limit, that no path is known, nothing. */
const RANK: Readonly<Record<Walk['status'], number>> = {
  reached: 0,
  beyond: 1,
  'no-path': 2,
  'not-snapped': 3,
};

/** For each destination the shortest walk of any part, else what is known best. */
export function uniteWalks(parts: readonly (readonly Walk[])[]): Walk[] {
  const [first = []] = parts;
  return first.map((_walk, index) => {
    const walks = parts.map((part) => part[index]!);
    const [best] = walks.toSorted((a, b) => RANK[a.status] - RANK[b.status] || walked(a) - walked(b));
    if (best?.status !== 'not-snapped') return best!;
    const startSnapM = least(walks.map((walk) => walk.startSnapM));
    const endSnapM = least(walks.map((walk) => walk.endSnapM));
    // Each stands on a network of its own.
    return startSnapM !== null && endSnapM !== null
      ? { status: 'no-path', startSnapM, endSnapM }
      : { status: 'not-snapped', startSnapM, endSnapM };
  });
}

function walked(walk: Walk): number {
  return walk.status === 'reached' ? walk.walkM : 0;
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** Per point the least way to any network; NaN = to none. */
function leastSnap(parts: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array()] = parts;
  return first.map((_value, index) => {
    const known = parts.map((part) => part[index]!).filter((value) => !Number.isNaN(value));
    return known.length > 0 ? Math.min(...known) : Number.NaN;
  });
}

/** The shorter of the walks wherever several parts have one; sorted by `from`, then `to`, as the parts are. */
export function uniteMatrices(parts: readonly WalkMatrix[]): WalkMatrix {
  const merged = parts.reduce((a, b) => ({ ...b, ...mergeSorted(a, b) }));
  return {
    ...merged,
    originSnapM: leastSnap(parts.map((part) => part.originSnapM)),
    destinationSnapM: leastSnap(parts.map((part) => part.destinationSnapM)),
  };
}

type Entries = Pick<WalkMatrix, 'from' | 'to' | 'distanceM'>;

function mergeSorted(a: Entries, b: Entries): Entries {
  const most = a.from.length + b.from.length;
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  const distanceM = new Float64Array(most);
  let count = 0;
  const take = (part: Entries, at: number) => {
    from[count] = part.from[at]!;
    to[count] = part.to[at]!;
    distanceM[count] = part.distanceM[at]!;
    count += 1;
  };
  let i = 0;
  let j = 0;
  while (i < a.from.length || j < b.from.length) {
    const order =
      i >= a.from.length ? 1 : j >= b.from.length ? -1 : a.from[i]! - b.from[j]! || a.to[i]! - b.to[j]!;
    if (order === 0) {
      if (a.distanceM[i]! <= b.distanceM[j]!) take(a, i);
      else take(b, j);
    } else if (order < 0) take(a, i);
    else take(b, j);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
  }
  return { from: from.slice(0, count), to: to.slice(0, count), distanceM: distanceM.slice(0, count) };
}

/** Per target the nearest source of any part; of equals the lowest source. NaN only where no part snaps the target. */
export function uniteNearest(parts: readonly NearestWalks[]): NearestWalks {
  const [first] = parts;
  if (!first) throw new Error('no network to unite');
  const walkM = first.walkM.slice();
  const source = first.source.slice();
  for (const part of parts.slice(1))
    for (let target = 0; target < walkM.length; target += 1) {
      const own = walkM[target]!;
      const other = part.walkM[target]!;
      const isNearer =
        Number.isNaN(own) || other < own || (other === own && part.source[target]! < source[target]!);
      if (Number.isNaN(other) || !isNearer) continue;
      walkM[target] = other;
      source[target] = part.source[target]!;
    }
  return {
    walkM,
    source,
    targetSnapM: leastSnap(parts.map((part) => part.targetSnapM)),
    sourceSnapM: leastSnap(parts.map((part) => part.sourceSnapM)),
  };
}

/** Per pair the shortest walk of any part; else beyond (Infinity), no path known (-1), not snapped (NaN), the best known first. */
export function unitePairs(
  parts: readonly PairWalks[],
  { a, b }: { readonly a: Int32Array; readonly b: Int32Array },
): PairWalks {
  const snapM = leastSnap(parts.map((part) => part.snapM));
  const [first] = parts;
  if (!first) throw new Error('no network to unite');
  const walkM = first.walkM.map((_walk, pair) => {
    const walks = parts.map((part) => part.walkM[pair]!);
    const known = walks.filter((walk) => walk >= 0);
    if (known.length > 0) return Math.min(...known);
    const isSnapped = !Number.isNaN(snapM[a[pair]!]!) && !Number.isNaN(snapM[b[pair]!]!);
    return walks.includes(-1) || isSnapped ? -1 : Number.NaN;
  });
  return { walkM, snapM };
}
