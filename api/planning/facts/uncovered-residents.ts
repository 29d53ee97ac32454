import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import type { Facts } from '../../policy/facts.ts';
import { compareTypes } from '../../policy/kinds/city/same-type.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { FactsQuestion } from './facts-question.ts';
import { typeNoByScheme } from './type-of-neighbour.ts';
import type { WalkSite } from './walk-site.ts';
import type { WalkingDemand } from './walking-rules.ts';

const listAroundWalk = namedQuery('facts/list-around-walk', {
  params: z.object({
    lon: z.number(),
    lat: z.number(),
    walkM: z.number(),
    asOf: z.string(),
    kind: z.string(),
    applicantId: z.number().nullable(),
  }),
  row: z.object({
    surface: z.object({ code: z.string(), isModelled: z.boolean(), isSynthetic: z.boolean() }).nullable(),
    cells: z.array(z.object({ lon: z.number(), lat: z.number(), residents: z.number() })),
    institutions: z.array(
      z.object({
        lon: z.number(),
        lat: z.number(),
        kind: z.string(),
        category: z.string().nullable(),
        typeNo: z.number().nullable(),
        typeScheme: z.string().nullable(),
        services: z.array(z.string()),
      }),
    ),
  }),
});

/**
 * Residents within the walk of a site who have nobody designated of the same type within theirs, at the centres of the cells of
 * the latest population surface; null without one. They are residents: how many of them are insured no surface says.
 */
export async function uncoveredResidents(
  db: Database,
  network: WalkNetwork,
  { plan, application, asOf }: FactsQuestion,
  found: WalkSite & { readonly demand: WalkingDemand },
): Promise<{
  readonly counted: NonNullable<NonNullable<Facts['walk']>['uncoveredResidents']>;
  readonly isSynthetic: boolean;
} | null> {
  const { site, demand, type, category, applicantId } = found;
  const { kind, service } = application;
  const limits = { limitM: demand.clearM, maxSnapM: demand.maxSnapM };
  const [row] = await listAroundWalk(db, {
    lon: site.lon,
    lat: site.lat,
    walkM: limits.limitM,
    asOf,
    kind,
    applicantId,
  });
  if (!row) throw new Error('list-around-walk gave no row');
  const { surface, cells } = row;
  if (!surface) return null;
  const applicant = { kind, category: category ?? null, service, type };
  const same = row.institutions.filter(
    (one) =>
      compareTypes(plan, applicant, { ...one, typeNo: typeNoByScheme(one, type?.scheme ?? null) }) === 'same',
  );
  const ways = network.walksFrom(site, cells, limits);
  const inWalk = cells.filter((_cell, index) => ways[index]?.status === 'reached');
  const unknown = cells.filter((_cell, index) => {
    const status = ways[index]?.status;
    return status === 'not-snapped' || status === 'no-path';
  });
  const nearest = await network.nearest(same, inWalk, limits);
  const uncovered = inWalk.filter((_cell, index) => nearest.source[index] === -1);
  return {
    counted: {
      surface: surface.code,
      isModelled: surface.isModelled,
      walkM: limits.limitM,
      residents: sumOf(uncovered),
      unknown: sumOf(unknown),
    },
    isSynthetic: surface.isSynthetic,
  };
}

function sumOf(cells: readonly { readonly residents: number }[]): number {
  return cells.reduce((sum, { residents }) => sum + residents, 0);
}
