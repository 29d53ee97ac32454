import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ANALYSES } from '../../api/analyses/registry.ts';
import type { Database } from '../../api/db/database.ts';
import {
  type ImportKind,
  type ImportOptions,
  type ImportReport,
  importFile,
} from '../../api/importing/import-file.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { type CountyFit, measureCountyFit } from './named-county-fit.ts';
import { type WalkingRun, walkXian } from './walking-run.ts';

/** Pairs by what the accuracy of their positions allows to say. */
export interface PairFigures {
  readonly conflict: number;
  readonly uncertain: number;
}

export interface RealRun {
  readonly imports: Readonly<Record<string, ImportReport>>;
  readonly fit: CountyFit;
  readonly pharmacies: number;
  /** Pairs at or under 800 m: designated pharmacies, and medical institutions of the same type number. */
  readonly pharmacyPairs: PairFigures;
  readonly sameTypePairs: PairFigures;
  readonly coverage: readonly {
    name: string | null;
    total: number;
    covered: number;
    uncertain: number;
    covered_share: number | null;
  }[];
  readonly coverageIsModelled: boolean;
  readonly walking: WalkingRun;
  /** Residents of the ten Qingdao counties, and streets by the county derived for them. */
  readonly qingdao: {
    readonly residents: number;
    readonly streets: number;
    readonly streetsWithCounty: number;
  };
  readonly seconds: Readonly<Record<string, number>>;
}

const AS_OF = '2026-06-30';
const SURFACE: ImportOptions['surface'] = {
  code: 'xian-compounds-2010',
  titleZh: '西安居民分布（推算）',
  titleEn: "Residents of Xi'an (modelled)",
  resolution: 9,
  asOf: '2010-11-01',
  modelled: true,
  method: 'District totals of the 2010 census spread evenly over the residential compounds of each district',
  document: 'Sixth national census, 2010; residential compounds of a map service, 2019',
  spread: { indicator: 'resident_pop', level: 'county' },
};

/** Imports the real files into an empty database and asks the questions of a planner; `tell` gets a line a step. */
export async function runReal(db: Database, folder: string, tell: (line: string) => void): Promise<RealRun> {
  const imports: Record<string, ImportReport> = {};
  const seconds: Record<string, number> = {};
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    seconds[what] = (performance.now() - start) / 1000;
    return result;
  };
  const load = async (name: string, kind: ImportKind, file: string, options: ImportOptions) => {
    const path = join(folder, file);
    const mapping = JSON.parse(
      readFileSync(join(PROGRAM_ROOT, `scripts/real/${name}.mapping.json`), 'utf8'),
    ) as ImportOptions['mapping'];
    const report = await timed(name, () =>
      importFile(
        db,
        kind,
        { path, fileName: basename(path) },
        { ...options, mapping },
        { actor: 'real-data run' },
      ),
    );
    imports[name] = report;
    const reasons = (counts: Readonly<Record<string, number>>) =>
      Object.entries(counts)
        .map(([code, count]) => `${code} ${count}`)
        .join(', ') || 'none';
    tell(
      `${name}: ${report.rowsRead} rows read, ${report.inserted} loaded, ${report.excluded} left out by the mapping (${reasons(report.excludedBy)}), ` +
        `${report.rejected} rejected; findings: ${reasons(report.reasons)}`,
    );
    return report;
  };
  const ask = async (id: string, given: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const analysis = ANALYSES.find((candidate) => candidate.id === id);
    if (!analysis) throw new Error(`no analysis ${id}`);
    const context = {
      db,
      signal: new AbortController().signal,
      log: { info: () => undefined, warn: () => undefined },
    };
    const key = `${id} ${Object.values(given).join(' ')}`;
    return timed(key, () =>
      analysis.run(context, analysis.input.parse({ asOf: AS_OF, ...given }), () => undefined),
    );
  };

  await load('xian-counties', 'areas', 'xian/districts.wgs84.geojson', {});
  await load('xian-residents', 'statistics', 'xian/districts.wgs84.geojson', {});
  const fit = await measureCountyFit(db, join(folder, 'xian/poi-medical.bd09.csv'), {
    fileName: 'poi-medical.bd09.csv',
    crs: 'BD09',
    city: '西安市',
  });
  const share = (count: number) => `${count} (${((100 * count) / fit.points).toFixed(1)} %)`;
  tell(
    `of ${fit.points} points of Xi'an, in the district that their row names: ${share(fit.asGiven)} as given, ${share(fit.converted)} after BD-09 → WGS 84`,
  );
  await load('xian-institutions', 'institutions', 'xian/poi-medical.bd09.csv', {
    crs: 'BD09',
    source: 'xian-map-service-2019',
    skipInvalid: true,
    // A map service does not know what is designated.
  });
  await load('xian-compounds', 'population', 'xian/residential.bd09.csv', {
    crs: 'BD09',
    surface: SURFACE,
    skipInvalid: true,
  });

  const [count] = await db.run<{ pharmacies: number }>({
    text: `select count(*)::int as pharmacies from institution where kind = 'pharmacy'`,
  });
  const pharmacyAudit = await ask('conflict-audit', { kind: 'pharmacy', radiusM: 800, limit: 1 });
  const typeAudit = await ask('conflict-audit', { radiusM: 800, limit: 1 });
  const gaps = await ask('coverage-gaps', { kind: 'pharmacy', radiusM: 800, perArea: 'county', limit: 1 });
  const pairs = (answer: Record<string, unknown>) => (answer.summary as { pairs: PairFigures }).pairs;
  const inWords = ({ conflict, uncertain }: PairFigures) =>
    `${conflict} for certain, ${uncertain} inside the accuracy band`;
  tell(`${count?.pharmacies} pharmacies; pairs within 800 m: ${inWords(pairs(pharmacyAudit))}`);
  tell(`pairs of medical institutions of the same type within 800 m: ${inWords(pairs(typeAudit))}`);
  const coverage = readCoverage(gaps);
  for (const row of coverage)
    tell(
      `  ${row.name ?? 'on a border or outside'}: ${Math.round(row.covered)} of ${Math.round(row.total)} modelled residents within 800 m of a pharmacy ` +
        `(${row.covered_share === null ? '–' : `${(100 * row.covered_share).toFixed(1)} %`})`,
    );
  const walking = await walkXian(db, folder, { timed, ask, tell });

  await load('qingdao-counties', 'areas', 'qingdao/admin-osm.wgs84.geojson', {});
  await load('qingdao-streets', 'areas', 'qingdao/admin-osm.wgs84.geojson', {});
  await load('qingdao-residents', 'statistics', 'qingdao/population-2020.csv', {});
  const [qingdao] = await db.run<{ residents: number; streets: number; streetsWithCounty: number }>({
    text: `select (select sum(s.value) from area_statistic s join area a using (area_id)
                   where s.indicator = 'resident_pop' and a.level = 'county' and a.code like '3702%')::float8 as residents,
                  count(*)::int as streets, count(parent.area_id)::int as "streetsWithCounty"
           from area street left join area parent on parent.area_id = street.parent_id and parent.level = 'county'
           where street.level = 'street'`,
  });
  if (!qingdao) throw new Error('no Qingdao figures');
  tell(
    `Qingdao: ${qingdao.residents} residents in the counties; ${qingdao.streetsWithCounty} of ${qingdao.streets} streets lie in a county`,
  );
  for (const [what, time] of Object.entries(seconds)) tell(`  ${time.toFixed(2)} s ${what}`);
  return {
    imports,
    fit,
    pharmacies: count?.pharmacies ?? 0,
    pharmacyPairs: pairs(pharmacyAudit),
    sameTypePairs: pairs(typeAudit),
    coverage,
    walking,
    coverageIsModelled: (gaps.population as { is_modelled?: boolean } | null)?.is_modelled === true,
    qingdao,
    seconds,
  };
}

function readCoverage(answer: Record<string, unknown>): RealRun['coverage'] {
  return answer.areas as RealRun['coverage'];
}
