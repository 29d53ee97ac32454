import type { Database } from '../api/db/database.ts';
import { type Result, timeRuns } from './measure.ts';

/** A rare type, and the commonest with its millions of pairs, which is asked once. */
const AUDITS = [
  { type: 2, runs: 3 },
  { type: 37, runs: 1 },
] as const;

/** The audit of one type over HTTP against the plain PostGIS self-join that an analyst would write. */
export async function benchAudit(base: string, database: Database): Promise<Result[]> {
  const results: Result[] = [];
  for (const { type, runs } of AUDITS) {
    let pairs = 0;
    const audit = await timeRuns(runs, async () => {
      const response = await fetch(`${base}/conflict-audit?type=${type}&asOf=2026-06-30&limit=1`);
      const answer = (await response.json()) as { summary: { pairs: { total: number } } };
      if (!response.ok) throw new Error(JSON.stringify(answer));
      pairs = answer.summary.pairs.total;
    });
    let joined = 0;
    const plain = await timeRuns(runs, async () => {
      const [row] = await database.run<{ pairs: number }>({
        text: `select count(*)::int as pairs from institution a join institution b
               on a.type_no = b.type_no and a.institution_id < b.institution_id and st_dwithin(a.geog, b.geog, 800)
               where a.type_no = $1`,
        values: [type],
      });
      joined = row?.pairs ?? 0;
    });
    results.push({
      what: `conflict audit of type ${type}, everywhere (${pairs} pairs)`,
      measured: `${audit.median.toFixed(0)} ms`,
      baseline: `plain PostGIS self-join on type and ST_DWithin (${joined} pairs)`,
      baselineMeasured: `${plain.median.toFixed(0)} ms`,
      ratio: audit.median / plain.median,
      note: 'lower is better; the audit also checks designations and accuracy bands and counts by street',
    });
  }
  return results;
}
