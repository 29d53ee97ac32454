import type { Application } from '../../application.ts';

type Beds = NonNullable<Application['beds']>;

/** All beds of a list by category. */
export function countBeds(beds: Beds): number {
  return Object.values(beds).reduce((sum, quantity) => sum + (quantity ?? 0), 0);
}

/** Beds gained less beds given up by a conversion; null when the application does not say. */
export function netConversion({ bedConversion }: Application): number | null {
  return bedConversion ? countBeds(bedConversion.to) - countBeds(bedConversion.from) : null;
}

/** Beds that need release, in all and by category; null when the application does not say. */
export function readBedsAsked(
  application: Application,
  scarce: readonly string[],
): { readonly total: number; readonly scarce: number } | null {
  const { purpose, beds, bedConversion } = application;
  if (purpose === 'bed_conversion') {
    const net = netConversion(application);
    if (net === null) return null;
    // Which of the gained beds are the surplus is not said: all of them may be scarce, at most those that are.
    return { total: net, scarce: Math.min(Math.max(net, 0), countOf(bedConversion?.to ?? {}, scarce)) };
  }
  return beds && countBeds(beds) > 0 ? { total: countBeds(beds), scarce: countOf(beds, scarce) } : null;
}

function countOf(beds: Beds, categories: readonly string[]): number {
  return Object.entries(beds).reduce(
    (sum, [category, quantity]) => sum + (categories.includes(category) ? (quantity ?? 0) : 0),
    0,
  );
}
