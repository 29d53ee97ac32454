import type { StreetLabel } from '../street-graph.ts';
import type { WalkingProfile } from './walking-profile.ts';

export type Tags = Readonly<Record<string, string>>;

/** Why a street of the source is not walked. */
export type Refusal = 'class-refused' | 'class-unknown' | 'class-not-permitted' | 'access-refused';

export type Judgement =
  | { readonly kind: 'walked'; readonly label: StreetLabel; readonly level: number }
  /** `what` names the class, or the tag and value that refuse. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly what: string }
  /** No street at all: a building, a river. */
  | { readonly kind: 'no-street' };

/** Judges the ways of a source by a profile. */
export class WayJudge {
  readonly #profile: WalkingProfile;
  readonly #walkable: ReadonlySet<string>;
  readonly #ifPermitted: ReadonlySet<string>;
  readonly #refused: ReadonlySet<string>;

  constructor(profile: WalkingProfile) {
    this.#profile = profile;
    this.#walkable = new Set(profile.walkable);
    this.#ifPermitted = new Set(profile.walkableIfPermitted);
    this.#refused = new Set(profile.refused);
  }

  /** The class of a street; undefined when the tags are not those of a street. */
  classOf(tags: Tags): string | undefined {
    for (const key of this.#profile.classKeys) {
      const found = tags[key];
      if (found !== undefined && found !== '') return found;
    }
    return this.#profile.otherWays.find(({ key, values }) => values.includes(tags[key] ?? ''))?.class;
  }

  judge(tags: Tags, id: string | null): Judgement {
    const name = this.classOf(tags);
    if (name === undefined) return { kind: 'no-street' };
    if (this.#refused.has(name)) return { kind: 'refused', reason: 'class-refused', what: name };
    const isWalkable = this.#walkable.has(name);
    if (!isWalkable && !this.#ifPermitted.has(name))
      return { kind: 'refused', reason: 'class-unknown', what: name };
    const access = this.#accessOf(tags);
    if (access?.refused) return { kind: 'refused', reason: 'access-refused', what: access.what };
    if (!isWalkable && !access) return { kind: 'refused', reason: 'class-not-permitted', what: name };
    return { kind: 'walked', ...this.#labelOf(name, tags, id) };
  }

  #accessOf(tags: Tags): { refused: boolean; what: string } | undefined {
    for (const { key, permit, refuse } of this.#profile.access) {
      const text = tags[key];
      if (text === undefined) continue;
      const given = text.split(';').map((one) => one.trim());
      const refusing = given.find((one) => refuse.includes(one));
      if (refusing !== undefined) return { refused: true, what: `${key}=${refusing}` };
      if (given.some((one) => permit.includes(one))) return { refused: false, what: key };
    }
    return undefined;
  }

  #labelOf(highway: string, tags: Tags, id: string | null): { label: StreetLabel; level: number } {
    const isBridge = this.#holds(tags.bridge);
    const isTunnel = this.#holds(tags.tunnel);
    const layer = layerOf(tags.layer);
    // A bridge without layer lies above the ground and a tunnel below it, as OpenStreetMap reads them.
    const level = layer !== 0 ? layer : isBridge ? 1 : isTunnel ? -1 : 0;
    const name = this.#first(this.#profile.nameKeys, tags);
    const wayId = id ?? this.#first(this.#profile.idKeys, tags);
    return { label: { highway, name, wayId, isBridge, isTunnel, layer }, level };
  }

  #holds(text: string | undefined): boolean {
    return text !== undefined && text !== '' && !this.#profile.noValues.includes(text.toLowerCase());
  }

  #first(keys: readonly string[], tags: Tags): string | null {
    for (const key of keys) if (tags[key]) return tags[key];
    return null;
  }
}

function layerOf(text: string | undefined): number {
  const layer = Number.parseInt(text ?? '', 10);
  return Number.isFinite(layer) && Math.abs(layer) <= 100 ? layer : 0;
}
