import type { Database } from '../db/database.ts';
import { NotFoundError } from '../errors.ts';
import type { BuildReport } from '../network/build/build-report.ts';
import type { StoredReport } from './store-network.ts';

/** A stored version of the walking network. */
export interface StoredNetwork {
  readonly networkId: number;
  readonly code: string;
  readonly area: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly isActive: boolean;
  /** `YYYY-MM-DD`. */
  readonly sourceDate: string;
  readonly source: string;
  readonly document: string;
  readonly profile: string;
  readonly profileHash: string;
  readonly isSynthetic: boolean;
  readonly fileName: string;
  readonly sha256: string;
  readonly nodes: number;
  readonly edges: number;
  readonly lengthKm: number;
  readonly components: number;
  /** 0…1. */
  readonly largestShare: number;
  readonly graphFormat: number;
  readonly graphBytes: number;
  /** Format and coordinate system of the file, and ways cut at the border of the extract. */
  readonly format: string;
  readonly crs: string;
  readonly cutWays: number;
  readonly build: BuildReport;
  readonly importedAt: string;
}

const MAX_LISTED = 1000;

/** The versions by area and code; at most 1,000. */
export async function listNetworks(db: Database): Promise<StoredNetwork[]> {
  const rows = await select(db).orderBy('area').orderBy('code').limit(MAX_LISTED).execute();
  return rows.map(fromRow);
}

/** The version of this code; undefined when there is none. */
export async function findNetwork(db: Database, code: string): Promise<StoredNetwork | undefined> {
  const row = await select(db).where('code', '=', code).executeTakeFirst();
  return row && fromRow(row);
}

/** The version of this code. Throws NotFoundError naming those that exist. */
export async function getNetwork(db: Database, code: string): Promise<StoredNetwork> {
  const found = await findNetwork(db, code);
  if (found) return found;
  const known = await db.kysely.selectFrom('walk_network').select('code').orderBy('code').limit(50).execute();
  const allowed = known.map((row) => row.code).join(', ');
  throw new NotFoundError(`there is no walking network ${code}; known: ${allowed || 'none'}`, [
    {
      field: 'code',
      value: code,
      reason: 'there is no such walking network',
      ...(allowed ? { allowed } : {}),
    },
  ]);
}

function select(db: Database) {
  return db.kysely
    .selectFrom('walk_network')
    .select([
      'network_id',
      'code',
      'area',
      'title_zh',
      'title_en',
      'is_active',
      'source_date',
      'source',
      'document',
      'profile',
      'profile_hash',
      'is_synthetic',
      'file_name',
      'sha256',
      'nodes',
      'edges',
      'length_m',
      'components',
      'largest_share',
      'graph_format',
      'graph_bytes',
      'report',
      'imported_at',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function fromRow(row: Row): StoredNetwork {
  return {
    networkId: row.network_id,
    code: row.code,
    area: row.area,
    titleZh: row.title_zh,
    titleEn: row.title_en,
    isActive: row.is_active,
    sourceDate: row.source_date,
    source: row.source,
    document: row.document,
    profile: row.profile,
    profileHash: row.profile_hash,
    isSynthetic: row.is_synthetic,
    fileName: row.file_name,
    sha256: row.sha256,
    nodes: row.nodes,
    edges: row.edges,
    lengthKm: row.length_m / 1000,
    components: row.components,
    largestShare: row.largest_share,
    graphFormat: row.graph_format,
    graphBytes: row.graph_bytes,
    ...(row.report as StoredReport),
    importedAt: row.imported_at.toISOString(),
  };
}
