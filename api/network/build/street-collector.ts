import type { StreetLabel } from '../street-graph.ts';
import { GrowingFloat64, GrowingInt32 } from './growing-array.ts';
import { type Refusal, type Tags, WayJudge } from './judge-way.ts';
import { segmentLengthUm } from './segment-length.ts';
import type { WalkingProfile } from './walking-profile.ts';

/** An unbroken run of vertices in degrees, WGS 84. */
export interface StreetPart {
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
  /** Ids of the vertices in the source, where it has them; otherwise position and level tell what connects. */
  readonly nodeIds?: ArrayLike<number>;
}

/** One street of a source; several parts when it is a MultiLineString or cut at the border of an extract. */
export interface StreetWay {
  /** Null: taken from the tags that the profile names. */
  readonly id: string | null;
  readonly tags: Tags;
  readonly parts: readonly StreetPart[];
}

export type DropReason =
  | Refusal
  | 'no-geometry'
  | 'bad-coordinate'
  | 'across-antimeridian'
  | 'no-length'
  | 'duplicate';

/** The streets that are walked, as flat arrays; what `joinStreets` makes a graph of. Can be handed to a thread. */
export interface CollectedStreets {
  /** How many labels there are; the labels themselves stay with the collector. */
  readonly labelCount: number;
  /** Per part. */
  readonly partLabel: Int32Array;
  readonly partLevel: Int32Array;
  /** Vertices of part `p`: from `firstVertex[p]` to `firstVertex[p + 1] - 1`. */
  readonly firstVertex: Int32Array;
  readonly lonE7: Int32Array;
  readonly latE7: Int32Array;
  /** Null when the source has no ids. */
  readonly nodeId: Float64Array | null;
}

export interface DroppedStreets {
  readonly reason: DropReason;
  readonly what: string;
  readonly ways: number;
  readonly lengthM: number;
}

type Shape = { lonE7: number[]; latE7: number[]; ids: ArrayLike<number> | undefined };

/** Takes the ways of a source one by one, keeps those that are walked and counts the others by reason. */
export class StreetCollector {
  readonly #judge: WayJudge;
  readonly #labels: StreetLabel[] = [];
  readonly #partLabel = new GrowingInt32();
  readonly #partLevel = new GrowingInt32();
  readonly #firstVertex = new GrowingInt32();
  readonly #lonE7 = new GrowingInt32();
  readonly #latE7 = new GrowingInt32();
  readonly #nodeId = new GrowingFloat64();
  readonly #dropped = new Map<string, { reason: DropReason; what: string; ways: number; lengthUm: number }>();
  #hasIds: boolean | undefined;
  #read = 0;
  #noStreets = 0;

  constructor(profile: WalkingProfile) {
    this.#judge = new WayJudge(profile);
  }

  /** Ways seen so far, those that are no street included. */
  get waysRead(): number {
    return this.#read;
  }

  get noStreets(): number {
    return this.#noStreets;
  }

  get waysKept(): number {
    return this.#labels.length;
  }

  /** What the streets that are kept were in the source; parts name them by index. */
  get labels(): readonly StreetLabel[] {
    return this.#labels;
  }

  get dropped(): DroppedStreets[] {
    return [...this.#dropped.values()]
      .map(({ lengthUm, ...rest }) => ({ ...rest, lengthM: lengthUm / 1e6 }))
      .sort((a, b) => b.lengthM - a.lengthM || b.ways - a.ways || (a.what < b.what ? -1 : 1));
  }

  add(way: StreetWay): void {
    this.#read++;
    const judgement = this.#judge.judge(way.tags, way.id);
    if (judgement.kind === 'no-street') {
      this.#noStreets++;
      return;
    }
    const name = this.#judge.classOf(way.tags)!;
    const shapes = shapesOf(way.parts);
    if (typeof shapes === 'string') this.#drop(shapes, name, []);
    else if (judgement.kind === 'refused') this.#drop(judgement.reason, judgement.what, shapes);
    else if (shapes.every(({ lonE7 }) => lonE7.length === 0)) this.#drop('no-geometry', name, []);
    else this.#keepWay(shapes.filter(hasLength), name, judgement);
  }

  /** Counts a way that the source could not give a line for. */
  addWithoutLine(): void {
    this.#read++;
    this.#drop('no-geometry', 'unreadable', []);
  }

  /** Counts ways that are no streets, which a reader need not hand over. */
  addNoStreets(ways: number): void {
    this.#read += ways;
    this.#noStreets += ways;
  }

  collected(): CollectedStreets {
    const firstVertex = new GrowingInt32();
    for (const first of this.#firstVertex.toArray()) firstVertex.push(first);
    firstVertex.push(this.#lonE7.length);
    return {
      labelCount: this.#labels.length,
      partLabel: this.#partLabel.toArray(),
      partLevel: this.#partLevel.toArray(),
      firstVertex: firstVertex.toArray(),
      lonE7: this.#lonE7.toArray(),
      latE7: this.#latE7.toArray(),
      nodeId: this.#hasIds ? this.#nodeId.toArray() : null,
    };
  }

  #keepWay(
    shapes: readonly Shape[],
    name: string,
    { label, level }: { label: StreetLabel; level: number },
  ): void {
    if (shapes.length === 0) {
      this.#drop('no-length', name, []);
      return;
    }
    const index = this.#labels.push(label) - 1;
    for (const shape of shapes) this.#keep(shape, index, level);
  }

  #keep(shape: Shape, label: number, level: number): void {
    const hasIds = shape.ids !== undefined;
    this.#hasIds ??= hasIds;
    if (this.#hasIds !== hasIds)
      throw new Error('the ways of one source must all have node ids, or none of them');
    this.#partLabel.push(label);
    this.#partLevel.push(level);
    this.#firstVertex.push(this.#lonE7.length);
    for (let i = 0; i < shape.lonE7.length; i++) {
      this.#lonE7.push(shape.lonE7[i]!);
      this.#latE7.push(shape.latE7[i]!);
      if (shape.ids) this.#nodeId.push(shape.ids[i]!);
    }
  }

  #drop(reason: DropReason, what: string, shapes: readonly Shape[]): void {
    const key = `${reason}\n${what}`;
    const entry = this.#dropped.get(key) ?? { reason, what, ways: 0, lengthUm: 0 };
    entry.ways++;
    for (const shape of shapes) entry.lengthUm += lengthOf(shape);
    this.#dropped.set(key, entry);
  }
}

function shapesOf(parts: readonly StreetPart[]): Shape[] | DropReason {
  const shapes: Shape[] = [];
  for (const part of parts) {
    const shape = shapeOf(part);
    if (typeof shape === 'string') return shape;
    shapes.push(shape);
  }
  return shapes;
}

function shapeOf({ lon, lat, nodeIds }: StreetPart): Shape | DropReason {
  const lonE7: number[] = [];
  const latE7: number[] = [];
  for (let i = 0; i < lon.length; i++) {
    const x = Math.round(lon[i]! * 1e7);
    const y = Math.round(lat[i]! * 1e7);
    if (!(Math.abs(x) <= 180e7 && Math.abs(y) <= 90e7)) return 'bad-coordinate';
    // The short way round: its line on a map would cross the whole world.
    if (i > 0 && Math.abs(x - lonE7[i - 1]!) > 180e7) return 'across-antimeridian';
    lonE7.push(x);
    latE7.push(y);
  }
  return { lonE7, latE7, ids: nodeIds };
}

function hasLength({ lonE7, latE7 }: Shape): boolean {
  return lonE7.some((x, i) => x !== lonE7[0] || latE7[i] !== latE7[0]);
}

function lengthOf({ lonE7, latE7 }: Shape): number {
  let sum = 0;
  for (let i = 1; i < lonE7.length; i++)
    sum += segmentLengthUm(lonE7[i - 1]!, latE7[i - 1]!, lonE7[i]!, latE7[i]!);
  return sum;
}
