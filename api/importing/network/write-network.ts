import type { Database } from '../../db/database.ts';
import { ClientGoneError } from '../../errors.ts';
import { activateNetwork, holdNetworks } from '../../walking/activate-network.ts';
import { auditNetwork } from '../../walking/network-audit.ts';
import { storeNetwork } from '../../walking/store-network.ts';
import { findNetwork, type StoredNetwork } from '../../walking/stored-networks.ts';
import type { NetworkImport, PreparedNetwork } from './network-job.ts';
import type { NetworkImportReport } from './network-report.ts';
import { recordNetworkRun } from './record-network-run.ts';
import { refuseOther, sameVersion } from './same-version.ts';

/** Writes a prepared network with its run and audit rows in one transaction; a dry run writes nothing. Throws ConflictError. */
export async function writeNetwork(
  db: Database,
  prepared: PreparedNetwork,
  job: NetworkImport,
): Promise<NetworkImportReport> {
  if (job.options.dryRun)
    return reportOf(prepared, job, { outcome: 'checked', isActive: false, retired: null });
  return db.transaction(
    async (tx) => {
      await holdNetworks(tx);
      const before = await findNetwork(tx, job.code);
      // Another import may have come first while this one was building.
      if (before && !job.options.replace) {
        if (!sameVersion(before, job)) refuseOther(before, job);
        return keepUnchanged(tx, before, job);
      }
      if (before) await removeReplaced(tx, before, job);
      await storeNetwork(
        tx,
        prepared.facts,
        { ...prepared.network, source: sourceReport(prepared) },
        (written, total) => {
          job.caller.onProgress?.('writing', written / total);
          job.caller.signal?.throwIfAborted();
        },
      );
      await tx.script('analyze walk_node, walk_edge');
      const outcome = before ? 'replaced' : 'stored';
      const isActive = job.options.activate || before?.isActive === true;
      const { retired } = isActive ? await activateNetwork(tx, job.code, job.caller) : { retired: null };
      const report = reportOf(prepared, job, { outcome, isActive, retired });
      await recordNetworkRun(tx, report, job);
      giveUpIfAborted(job);
      return report;
    },
    { timeoutMs: 0 },
  );
}

/** Reports that the version is there already, and activates it if that is asked for. */
export async function keepUnchanged(
  db: Database,
  stored: StoredNetwork,
  job: NetworkImport,
): Promise<NetworkImportReport> {
  const { dryRun, activate } = job.options;
  return db.transaction(async (tx) => {
    const activation = activate && !dryRun ? await activateNetwork(tx, stored.code, job.caller) : undefined;
    const report: NetworkImportReport = {
      ...headOf(job),
      format: stored.format,
      crs: stored.crs,
      outcome: 'unchanged',
      network: {
        code: stored.code,
        area: stored.area,
        sourceDate: stored.sourceDate,
        isActive: stored.isActive || activation !== undefined,
        retired: activation?.retired ?? null,
        isSynthetic: stored.isSynthetic,
      },
      build: stored.build,
      cutWays: stored.cutWays,
      findings: [],
      graphBytes: stored.graphBytes,
      seconds: secondsSince(job),
    };
    if (!dryRun) await recordNetworkRun(tx, report, job);
    return report;
  });
}

/** The streets of the version that is replaced go; that it served its area is kept for the one that follows. */
async function removeReplaced(tx: Database, before: StoredNetwork, job: NetworkImport): Promise<void> {
  await tx.kysely.deleteFrom('walk_network').where('network_id', '=', before.networkId).execute();
  await auditNetwork(tx, job.caller, 'replace', before.code, {
    area: before.area,
    sha256: before.sha256,
    profileHash: before.profileHash,
    isActive: before.isActive,
  });
}

function reportOf(
  { facts, figures, network }: PreparedNetwork,
  job: NetworkImport,
  written: { outcome: NetworkImportReport['outcome']; isActive: boolean; retired: string | null },
): NetworkImportReport {
  return {
    ...headOf(job),
    format: figures.format,
    crs: figures.crs,
    outcome: written.outcome,
    network: {
      code: facts.code,
      area: facts.area,
      sourceDate: facts.sourceDate,
      isActive: written.isActive,
      retired: written.retired,
      isSynthetic: facts.isSynthetic,
    },
    build: network.report,
    cutWays: figures.cutWays,
    findings: figures.findings,
    graphBytes: network.packed.length,
    seconds: secondsSince(job),
  };
}

function headOf({ importId, file, sha256, options, loaded }: NetworkImport) {
  return {
    importId,
    kind: 'network' as const,
    fileName: file.fileName,
    sha256,
    dryRun: options.dryRun,
    committed: !options.dryRun,
    profile: loaded.profile.id,
  };
}

const sourceReport = ({ figures }: PreparedNetwork) => ({
  format: figures.format,
  crs: figures.crs,
  cutWays: figures.cutWays,
});

const secondsSince = ({ startedAt }: NetworkImport) => (Date.now() - startedAt.getTime()) / 1000;

/** The embedded engine cannot be interrupted: a cancellation that came during the last statement still counts. */
function giveUpIfAborted({ caller }: NetworkImport): void {
  if (caller.signal?.aborted) throw new ClientGoneError('the import was given up; nothing was written');
}
