import type { RunOptions } from '../compute/compute.ts';
import { runInThread } from '../compute/run-in-thread.ts';
import { type BuildReport, reportOf } from '../network/build/build-report.ts';
import type { StreetCollector } from '../network/build/street-collector.ts';
import type { BuiltNetwork } from './store-network.ts';

/**
 * Makes the network of collected streets in a thread. `network` is null when nothing is walked; the report then says why.
 * Rejects with the signal's reason when it aborts.
 */
export async function buildNetwork(
  collector: StreetCollector,
  options: RunOptions = {},
): Promise<{ network: BuiltNetwork | null; report: BuildReport }> {
  const joined = await runInThread('build-network', collector.collected(), options);
  const report = reportOf(collector, joined);
  return {
    report,
    network: joined.packed
      ? { graph: { ...joined.graph, labels: collector.labels }, packed: joined.packed, report }
      : null,
  };
}
