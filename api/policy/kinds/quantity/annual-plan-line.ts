import type { Application } from '../../application.ts';
import type { Facts } from '../../facts.ts';
import { isListedCategory } from '../place/listed-category.ts';

export type AnnualPlanLine = Facts['annualPlans'][number];
export type PlanArea = 'street' | 'county' | 'business_area' | 'licensing_area' | 'management_area' | 'city';

/** The line that counts, or why none does. */
export type LineChoice =
  | { readonly line: AnnualPlanLine }
  | { readonly line: null; readonly problem: 'none' }
  | { readonly line: null; readonly problem: 'later'; readonly publishedOn: string }
  | { readonly line: null; readonly problem: 'several'; readonly lines: readonly AnnualPlanLine[] }
  | { readonly line: null; readonly problem: 'category' };

const SIZES: Readonly<Record<string, number>> = { street: 0, management: 1, county: 2, city: 3 };

/**
 * Chooses the line of a year for an applicant: of the smallest area, then the most specific by service and category. Several
 * that are equally specific, or a category that cannot be compared, leave it open.
 */
export function chooseLine(
  facts: Facts,
  asOf: string,
  year: number,
  { kind, service, category }: Pick<Application, 'kind' | 'service' | 'category'>,
  areas: readonly PlanArea[],
): LineChoice {
  const codes = new Set(areas.flatMap((area) => codeOf(facts, area)));
  const meant = facts.annualPlans
    .filter((line) => line.year === year && line.kind === kind && codes.has(line.areaCode))
    .filter((line) => line.service === null || line.service === service)
    .map((line) => ({
      line,
      isMeant: line.category === null || isListedCategory([line.category], category),
    }))
    .filter(({ isMeant }) => isMeant !== false);
  const published = meant.filter(({ line }) => line.publishedOn <= asOf);
  if (published.length === 0) {
    const [first] = meant.map(({ line }) => line.publishedOn).sort();
    return first === undefined
      ? { line: null, problem: 'none' }
      : { line: null, problem: 'later', publishedOn: first };
  }
  if (published.some(({ isMeant }) => isMeant === null)) return { line: null, problem: 'category' };
  const lines = published.map(({ line }) => line);
  const size = Math.min(...lines.map(sizeOf));
  const ofArea = lines.filter((line) => sizeOf(line) === size);
  const precision = Math.max(...ofArea.map(precisionOf));
  const [line, ...others] = ofArea.filter((entry) => precisionOf(entry) === precision);
  if (!line) return { line: null, problem: 'none' };
  return others.length === 0 ? { line } : { line: null, problem: 'several', lines: [line, ...others] };
}

function sizeOf({ areaLevel }: AnnualPlanLine): number {
  return SIZES[areaLevel] ?? 1;
}

function precisionOf({ service, category }: AnnualPlanLine): number {
  return (service === null ? 0 : 1) + (category === null ? 0 : 1);
}

function codeOf(facts: Facts, area: PlanArea): string[] {
  const found = {
    street: facts.street,
    county: facts.county,
    business_area: facts.businessArea,
    licensing_area: facts.licensingArea,
    management_area: facts.managementArea,
    city: facts.city,
  }[area];
  return found ? [found.code] : [];
}
