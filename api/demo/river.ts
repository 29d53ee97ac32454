import type { Point } from './plane.ts';
import type { Random } from './random.ts';

/** Where the river enters the plane in the west and leaves it in the east, and how far it wanders. */
const WEST: Point = [-45_000, 12_000];
const EAST: Point = [45_000, -9_000];
const BENDS = 60;
const WANDER_M = 700;

/** The course of the invented river: it separates the north of the city from the south, and only bridges cross it. */
export function riverCourse(random: Random): readonly Point[] {
  return Array.from({ length: BENDS + 1 }, (_, bend): Point => {
    const share = bend / BENDS;
    return [
      WEST[0] + (EAST[0] - WEST[0]) * share,
      WEST[1] + (EAST[1] - WEST[1]) * share + random.between(-WANDER_M, WANDER_M),
    ];
  });
}

/** Whether the straight stretch from `a` to `b` crosses the river. */
export function crossesRiver(a: Point, b: Point, course: readonly Point[]): boolean {
  for (let bend = 1; bend < course.length; bend += 1) {
    const [from, to] = [course[bend - 1]!, course[bend]!];
    if (Math.max(a[0], b[0]) < from[0] || Math.min(a[0], b[0]) > to[0]) continue;
    const apart = side(from, to, a) > 0 !== side(from, to, b) > 0;
    if (apart && side(a, b, from) > 0 !== side(a, b, to) > 0) return true;
  }
  return false;
}

/** Positive when `point` lies left of the line from `a` to `b`. */
function side(a: Point, b: Point, point: Point): number {
  return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
}
