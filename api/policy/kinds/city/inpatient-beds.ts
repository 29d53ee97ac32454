import type { Application } from '../../application.ts';
import type { AreaFacts } from '../../facts-of-areas.ts';
import { isListedCategory } from '../place/listed-category.ts';

/** Beds that one indicator counts: by bed category, by the licence category of the institution, or all of them. */
export interface BedSelection {
  readonly bedCategories?: readonly string[] | undefined;
  readonly licenceCategories?: readonly string[] | undefined;
}

/** Beds of a selection: between the two numbers where a licence category does not tell whether they belong. */
export interface BedRange {
  readonly atLeast: number;
  readonly atMost: number;
}

/** Beds of residential long-term care are purchased under another insurance and are no hospital beds. */
const NO_HOSPITAL_BED = 'ltc';

/** Purchased (designated) inpatient beds of an area that a selection counts; null when the area's beds are not known. */
export function countPurchasedBeds(
  { beds }: Pick<AreaFacts, 'beds'>,
  selection: BedSelection = {},
): (BedRange & { readonly institutionsWithoutFigure: number }) | null {
  if (beds === null) return null;
  const count = { atLeast: 0, atMost: 0, institutionsWithoutFigure: 0 };
  for (const { bedCategory, category, designated, institutionsWithoutFigure } of beds) {
    const answer = belongs(selection, bedCategory, category);
    if (answer === 'yes') count.atLeast += designated;
    if (answer !== 'no') {
      count.atMost += designated;
      count.institutionsWithoutFigure += institutionsWithoutFigure;
    }
  }
  return count;
}

/** Beds that an application would add to a selection (a conversion may take some away); null when it names no hospital bed. */
export function countRequestedBeds(
  application: Pick<Application, 'beds' | 'bedConversion' | 'purpose' | 'category'>,
  selection: BedSelection = {},
): BedRange | null {
  const { beds, bedConversion, purpose, category } = application;
  const asked = purpose === 'bed_conversion' ? bedConversion?.to : beds;
  if (!asked || total(asked) === 0) return null;
  // Long-term-care beds alone are no hospital beds: what is asked of inpatient care is then not said.
  if (purpose !== 'bed_conversion' && total(asked) === quantityOf(asked, NO_HOSPITAL_BED)) return null;
  const given = purpose === 'bed_conversion' ? (bedConversion?.from ?? {}) : {};
  const change = { atLeast: 0, atMost: 0 };
  for (const bedCategory of new Set([...Object.keys(asked), ...Object.keys(given)])) {
    const difference = quantityOf(asked, bedCategory) - quantityOf(given, bedCategory);
    const answer = belongs(selection, bedCategory, category ?? null);
    if (answer === 'yes' || (answer === 'maybe' && difference < 0)) change.atLeast += difference;
    if (answer === 'yes' || (answer === 'maybe' && difference > 0)) change.atMost += difference;
  }
  return change;
}

function belongs(
  { bedCategories, licenceCategories }: BedSelection,
  bedCategory: string,
  licenceCategory: string | null,
): 'yes' | 'maybe' | 'no' {
  if (bedCategory === NO_HOSPITAL_BED) return 'no';
  if (bedCategories && !bedCategories.includes(bedCategory)) return 'no';
  if (!licenceCategories) return 'yes';
  const isListed = isListedCategory(licenceCategories, licenceCategory ?? undefined);
  return isListed === null ? 'maybe' : isListed ? 'yes' : 'no';
}

function quantityOf(beds: Readonly<Record<string, number | undefined>>, category: string): number {
  return beds[category] ?? 0;
}

function total(beds: Readonly<Record<string, number | undefined>>): number {
  return Object.values(beds).reduce<number>((sum, quantity) => sum + (quantity ?? 0), 0);
}
