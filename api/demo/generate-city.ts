import { areasFile } from './areas-file.ts';
import { buildAreas } from './build-areas.ts';
import { buildBounds } from './build-bounds.ts';
import { buildPopulation, type Cell } from './build-population.ts';
import { buildStatistics } from './build-statistics.ts';
import { buildWalking } from './build-walking.ts';
import { INSTITUTIONS, PHARMACIES, REFERENCE_DATE, SEED } from './city-plan.ts';
import { toCsv } from './csv.ts';
import type { DemoInstitution } from './institution.ts';
import { assignCodes, INSTITUTION_COLUMNS, institutionRow } from './institution-rows.ts';
import { buildLongTermCare, LTC_TOTAL } from './long-term-care.ts';
import { buildMedical } from './medical.ts';
import { buildPharmacies } from './pharmacies.ts';
import { Placement } from './placement.ts';
import type { SiteDraft } from './site-draft.ts';
import { planSites } from './sites.ts';

/** Order of loading; each is a file that the import reads. */
export const DEMO_FILES = [
  'areas.geojson',
  'statistics.csv',
  'bounds.csv',
  'institutions.csv',
  'population.csv',
  'walking.geojsonl',
] as const;
export type DemoFile = (typeof DEMO_FILES)[number];

/** An instructive site as the manifest lists it. */
export interface DemoSite {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly lon: number;
  readonly lat: number;
  readonly category: string;
  readonly exclude?: string;
  readonly asOf: string;
  readonly expected: 'conflict' | 'clear' | 'review';
  readonly reason: string;
  /** Codes of the same-type institutions within 800 m, where they were put there on purpose. */
  readonly within?: readonly string[];
}

export interface GeneratedCity {
  /** Text of each file. */
  readonly files: Readonly<Record<DemoFile, string>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly sites: readonly DemoSite[];
}

/** Makes the whole demo city. The same seed gives the same bytes on every platform. */
export function generateCity(seed: string = SEED): GeneratedCity {
  const areas = buildAreas(seed);
  const { streets } = areas;
  const cells = buildPopulation(streets, seed);
  const drafts = planSites(streets);
  const staged = drafts.flatMap((draft) => draft.staged);
  const placement = new Placement(
    cells,
    drafts.flatMap((draft) => draft.clear.map((typeNo) => ({ centre: draft.position, typeNo }))),
    seed,
  );
  for (const one of staged) placement.add(one.typeNo, one);
  const medical = buildMedical(
    streets,
    placement,
    INSTITUTIONS - PHARMACIES - LTC_TOTAL - staged.length,
    seed,
  );
  const pharmacies = buildPharmacies(streets, placement, PHARMACIES, seed);
  const institutions = [...staged, ...medical, ...pharmacies, ...buildLongTermCare(placement, seed)];
  const codes = assignCodes(institutions);
  const unlocated = chooseUnlocated(institutions);
  const statistics = buildStatistics(streets, cells, institutions, seed);
  const bounds = buildBounds(streets, institutions, seed);
  const walking = buildWalking(streets, cells, institutions, seed);
  return {
    files: {
      'areas.geojson': areasFile(areas),
      'statistics.csv': toCsv(statistics),
      'bounds.csv': toCsv(bounds),
      'institutions.csv': toCsv(
        institutions.map((one) => institutionRow(one, codes, unlocated.has(one))),
        INSTITUTION_COLUMNS,
      ),
      'population.csv': populationFile(cells),
      'walking.geojsonl': walking.text,
    },
    counts: {
      counties: areas.rings.size - 1,
      streets: streets.length,
      institutions: institutions.length,
      medical: institutions.filter((one) => one.kind === 'medical').length,
      pharmacies: pharmacies.length,
      statistics: statistics.length,
      bounds: bounds.length,
      populationCells: cells.length,
      residents: cells.reduce((sum, cell) => sum + cell.population, 0),
      walkingLines: walking.lines,
    },
    sites: drafts.map((draft) => finished(draft, codes)),
  };
}

/** Three village clinics of one suburban county whose position nobody has reported yet. */
function chooseUnlocated(institutions: readonly DemoInstitution[]): ReadonlySet<DemoInstitution> {
  return new Set(
    institutions.filter((one) => one.typeNo === 43 && one.street.county.code === '999906').slice(0, 3),
  );
}

function populationFile(cells: readonly Cell[]): string {
  return `h3,population\n${cells.map((cell) => `${cell.h3},${cell.population}\n`).join('')}`;
}

function finished(
  { position, staged: _staged, clear: _clear, within, exclude, ...draft }: SiteDraft,
  codes: ReadonlyMap<DemoInstitution, string>,
): DemoSite {
  return {
    ...draft,
    lon: position[0],
    lat: position[1],
    asOf: draft.asOf ?? REFERENCE_DATE,
    ...(exclude ? { exclude: codes.get(exclude)! } : {}),
    ...(within ? { within: within.map((one) => codes.get(one)!) } : {}),
  };
}
