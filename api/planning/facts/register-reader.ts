import type { Database } from '../../db/database.ts';
import { countRegister, type RegisterCounts, readSnapshot } from './facts-queries.ts';

export interface RegisterQuestion {
  readonly cityCode: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
}

/**
 * Gives what is counted over a whole city. Counting reads the register from end to end, so a reader remembers its answers
 * as long as they hold.
 */
export interface RegisterReader {
  read(tx: Database, question: RegisterQuestion): Promise<RegisterCounts>;
}

/** Answers kept at most; one is some hundred kilobytes for a large city. */
const MOST_KEPT = 8;

/** For many questions about one state of the data (a batch): the caller sees to it that the register does not change meanwhile. */
export function registerOfSnapshot(): RegisterReader {
  const kept = new Map<string, Promise<RegisterCounts>>();
  return {
    read(tx, question) {
      const key = `${question.cityCode} ${question.asOf}`;
      const known = kept.get(key) ?? count(tx, question);
      kept.set(key, known);
      return known;
    },
  };
}

/**
 * For a process that answers many callers: an answer is used again while no transaction has committed since, and those who
 * ask while it is being counted wait for it.
 */
export function registerOfProcess(): RegisterReader {
  const kept = new Map<string, Promise<RegisterCounts>>();
  return {
    async read(tx, question) {
      const [snapshot] = await readSnapshot(tx, {});
      // What the own transaction has written is not part of the snapshot's text.
      if (!snapshot || snapshot.has_written) return count(tx, question);
      const key = `${snapshot.version} ${question.cityCode} ${question.asOf}`;
      const pending = kept.get(key);
      const known = pending && (await pending.catch(() => undefined));
      if (known) return known;
      // Whoever was counting it was perhaps cancelled: then this caller counts for itself and the next ones.
      const counting = count(tx, question);
      kept.delete(key);
      kept.set(key, counting);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      counting.catch(() => kept.get(key) === counting && kept.delete(key));
      return counting;
    },
  };
}

async function count(tx: Database, question: RegisterQuestion): Promise<RegisterCounts> {
  const [row] = await countRegister(tx, question);
  if (!row) throw new Error('count-register gave no row');
  return row;
}
