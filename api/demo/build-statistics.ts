import type { Street } from './build-areas.ts';
import type { Cell } from './build-population.ts';
import { CITY, COUNTIES, MANAGEMENT_AREAS } from './city-plan.ts';
import type { Row } from './csv.ts';
import type { DemoInstitution } from './institution.ts';
import { BED_PERIOD } from './medical-profile.ts';
import { type Random, seededRandom } from './random.ts';

const REPORT = '示例市统计公报（合成数据）';
const REGISTER = '示例市参保登记（合成数据）';
const HEALTH = '示例市卫生统计（合成数据）';

/** Streets without a street-level figure: the answer has to say that it is missing. */
const WITHOUT_INSURED = '999907';

/**
 * Dated figures of the city, counties and streets, adding up from streets to city: residents at two dates, insured
 * persons at another, older residents, bed use, built-up area, growth of cost; one county has no insured figure.
 */
export function buildStatistics(
  streets: readonly Street[],
  cells: readonly Cell[],
  institutions: readonly DemoInstitution[],
  seed: string,
): Row[] {
  const random = seededRandom(`${seed}/statistics`);
  const hospitals = institutions.filter((one) => one.kind === 'medical' && one.beds);
  const rows: Row[] = [];
  const add = (
    area: string,
    indicator: string,
    value: number,
    asOf: string,
    document: string,
    modelled = false,
  ) => rows.push({ area_code: area, indicator, value, as_of: asOf, document, is_modelled: modelled });
  const residents = new Map<Street, number>(streets.map((street) => [street, 0]));
  for (const cell of cells) residents.set(cell.street, residents.get(cell.street)! + cell.population);
  const ofStreet = streets.map((street) => figuresOf(random, street, residents.get(street)!));
  const groups = [
    ...streets.map((street) => ({
      code: street.code,
      county: street.county.code,
      isStreet: true,
      members: ofStreet.filter((one) => one.street === street),
    })),
    ...COUNTIES.map((plan) => ({
      code: plan.code,
      county: plan.code,
      isStreet: false,
      members: ofStreet.filter((one) => one.street.county === plan),
    })),
    { code: CITY.code as string, county: '', isStreet: false, members: ofStreet },
  ];
  for (const { code, county, isStreet, members } of groups) {
    const sum = (of: (one: (typeof ofStreet)[number]) => number) =>
      members.reduce((total, one) => total + of(one), 0);
    add(
      code,
      'resident_pop',
      sum((one) => one.before),
      '2024-12-31',
      REPORT,
    );
    add(
      code,
      'resident_pop',
      sum((one) => one.now),
      '2025-12-31',
      REPORT,
    );
    if (county !== WITHOUT_INSURED)
      add(
        code,
        'insured_pop',
        sum((one) => one.insured),
        '2026-03-31',
        REGISTER,
      );
    add(
      code,
      'pop_60plus',
      sum((one) => one.older),
      '2025-12-31',
      REPORT,
      isStreet,
    );
    if (isStreet) continue;
    add(code, 'severe_disability', Math.round(sum((one) => one.older) * 0.031), '2025-12-31', HEALTH, true);
    add(code, 'built_up_area', Math.round(builtUpArea(cells, county) * 10) / 10, '2025-12-31', REPORT);
    add(code, 'cost_growth', Math.round(random.between(0.02, 0.11) * 1000) / 1000, '2025-12-31', HEALTH);
    const use = bedUse(hospitals.filter((one) => !county || one.street.county.code === county));
    if (use !== undefined) add(code, 'bed_use_rate', use, '2025-12-31', HEALTH);
  }
  for (const area of MANAGEMENT_AREAS) {
    const use = bedUse(hospitals.filter((one) => one.managementArea === area.code));
    if (use !== undefined) add(area.code, 'bed_use_rate', use, '2025-12-31', HEALTH);
  }
  return rows;
}

function figuresOf(random: Random, street: Street, now: number) {
  const outer = street.county.setting === 'outer';
  return {
    street,
    now,
    before: Math.round(now * (outer ? random.between(1.002, 1.02) : random.between(0.975, 1.004))),
    insured: Math.round(now * random.between(0.78, 0.93)),
    older: Math.round(now * (outer ? random.between(0.26, 0.34) : random.between(0.17, 0.26))),
  };
}

/** Square kilometres of cells with at least 2,000 residents per km² (a cell of resolution 9 has about 0.1 km²). */
function builtUpArea(cells: readonly Cell[], county: string): number {
  return (
    cells.filter((cell) => cell.population >= 200 && (!county || cell.street.county.code === county)).length *
    0.1
  );
}

/** Occupied bed-days over open bed-days, to four decimals. */
function bedUse(institutions: readonly DemoInstitution[]): number | undefined {
  const beds = institutions.flatMap((one) => Object.values(one.beds ?? {}));
  const open = beds.reduce((sum, bed) => sum + bed.open, 0);
  const occupied = beds.reduce((sum, bed) => sum + bed.occupiedBedDays, 0);
  return open > 0 ? Math.round((occupied / (open * BED_PERIOD.days)) * 10000) / 10000 : undefined;
}
