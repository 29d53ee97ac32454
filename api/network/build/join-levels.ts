/** One line at a place that lines of different levels share. */
export interface Visit {
  /** Index of the vertex. */
  readonly at: number;
  readonly level: number;
  /** Present when the line ends here: the direction in which it leaves, in radians. */
  readonly end: { readonly direction: number } | undefined;
}

/** Two ends of one level that turn by less than this continue one another. */
const MAX_TURN = Math.PI / 4;

/**
 * Groups the lines at one place that connect. A level that passes through (a line with the place inside it, or two ends that
 * continue one another) is a group of its own: a bridge over a street. Lines that only end here belong to their own level where
 * it passes through, else to the nearest one that does: the end of a bridge meets the street. Where nothing passes through all
 * connect. Equally near levels: the one nearer to the ground, then the lower one.
 */
export function joinLevels(visits: readonly Visit[]): Visit[][] {
  const byLevel = new Map<number, Visit[]>();
  for (const visit of visits) byLevel.set(visit.level, [...(byLevel.get(visit.level) ?? []), visit]);
  const through = [...byLevel.keys()].filter((level) => passesThrough(byLevel.get(level)!));
  if (through.length === 0) return [[...visits]];
  const groups = new Map(through.map((level) => [level, [] as Visit[]]));
  for (const [level, here] of byLevel) groups.get(nearest(level, through))!.push(...here);
  return [...groups.values()];
}

function passesThrough(visits: readonly Visit[]): boolean {
  return visits.some(
    ({ end }, index) =>
      !end || visits.some((other, at) => at < index && other.end && opposite(end, other.end)),
  );
}

function opposite(one: { direction: number }, other: { direction: number }): boolean {
  const apart = Math.abs(one.direction - other.direction) % (2 * Math.PI);
  return Math.abs(Math.min(apart, 2 * Math.PI - apart) - Math.PI) < MAX_TURN;
}

function nearest(level: number, levels: readonly number[]): number {
  const apart = (candidate: number) => Math.abs(candidate - level);
  return levels.reduce((best, candidate) => {
    const order = apart(candidate) - apart(best) || Math.abs(candidate) - Math.abs(best) || candidate - best;
    return order < 0 ? candidate : best;
  });
}
