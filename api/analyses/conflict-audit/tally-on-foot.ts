import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { AuditQuestion } from './audit-question.ts';
import type { PairCount } from './queries.ts';
import { MAX_STREETS } from './summary.ts';
import type { PairOnFoot } from './walk-straight-pairs.ts';

interface Counted {
  conflict: number;
  uncertain: number;
  review: number;
}
const none = (): Counted => ({ conflict: 0, uncertain: 0, review: 0 });

/** Complete counts on foot, made chunk by chunk: in all, by type and by street, like those of the straight audit. */
export class TallyOnFoot {
  readonly #total = none();
  readonly #types = new Map<number, Counted>();
  readonly #streets = new Map<number | null, Counted>();
  readonly #reviewBy = { not_snapped: 0, no_path: 0, contradictory: 0, off_street: 0 };
  readonly #streetOf: Map<number, number | null>;
  readonly #isLocated: boolean;

  constructor({ moved }: AuditQuestion) {
    this.#isLocated = moved.movedIds !== null;
    this.#streetOf = new Map(moved.movedIds?.map((id, at) => [id, moved.movedStreetIds?.[at] ?? null]));
  }

  async add(db: Database, pairs: readonly PairOnFoot[]): Promise<void> {
    const near = pairs.filter(({ verdict }) => verdict !== 'beyond');
    await this.#learnStreets(db, near);
    for (const { pair, walk, verdict } of near) {
      if (verdict === 'beyond') continue;
      this.#total[verdict] += 1;
      if (pair.type_no !== null) entry(this.#types, pair.type_no)[verdict] += 1;
      const ends = [pair.a_id, pair.b_id].map((id) => this.#streetOf.get(id) ?? null);
      for (const street of new Set(ends)) entry(this.#streets, street)[verdict] += 1;
      if (walk.finding === 'not-snapped') this.#reviewBy.not_snapped += 1;
      if (walk.finding === 'no-path') this.#reviewBy.no_path += 1;
      if (walk.finding === 'contradictory') this.#reviewBy.contradictory += 1;
      if (walk.finding === 'off-street') this.#reviewBy.off_street += 1;
    }
  }

  /** The summary, beside the counts of the same pairs in a straight line. */
  summary(straight: readonly PairCount[], comparedByType: boolean) {
    const all = straight.find((row) => row.part === 'total');
    const straightTotal = (all?.conflict ?? 0) + (all?.uncertain ?? 0);
    const total = this.#total.conflict + this.#total.uncertain + this.#total.review;
    const streets = straight
      .filter((row) => row.part === 'street')
      .map((row) => ({
        code: row.code,
        name: row.name,
        county: row.county,
        ...(this.#streets.get(row.key) ?? none()),
        straight: row.conflict + row.uncertain,
      }))
      .sort(mostFirst);
    return {
      pairs: { ...this.#total, total },
      straight: { conflict: all?.conflict ?? 0, uncertain: all?.uncertain ?? 0, total: straightTotal },
      beyondOnFoot: straightTotal - total,
      reviewBy: this.#reviewBy,
      byType: (comparedByType ? straight.filter((row) => row.part === 'type') : [])
        .map((row) => ({
          type_no: row.key ?? 0,
          ...(this.#types.get(row.key ?? 0) ?? none()),
          straight: row.conflict + row.uncertain,
        }))
        .sort((a, b) => mostFirst(a, b) || a.type_no - b.type_no),
      byStreet: streets.slice(0, MAX_STREETS),
      streets: streets.length,
    };
  }

  /** Streets as the straight counts have them: stored with the institutions, unless those of the date were found already. */
  async #learnStreets(db: Database, pairs: readonly PairOnFoot[]): Promise<void> {
    if (this.#isLocated) return;
    const ids = new Set(pairs.flatMap(({ pair }) => [pair.a_id, pair.b_id]));
    const unknown = [...ids].filter((id) => !this.#streetOf.has(id));
    if (unknown.length === 0) return;
    const rows = await db.kysely
      .selectFrom('institution')
      .select(['institution_id', 'street_id'])
      .where(sql<boolean>`institution_id = any(${unknown}::bigint[])`)
      .limit(unknown.length)
      .execute();
    for (const { institution_id, street_id } of rows) this.#streetOf.set(institution_id, street_id);
  }
}

function entry<Key>(counts: Map<Key, Counted>, key: Key): Counted {
  const known = counts.get(key) ?? none();
  counts.set(key, known);
  return known;
}

/** Equals keep the order of the straight counts, which the id decides. */
function mostFirst(a: Counted, b: Counted): number {
  return b.conflict - a.conflict || b.uncertain - a.uncertain || b.review - a.review;
}
