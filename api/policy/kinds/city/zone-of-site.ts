import type { Localized } from '../../../localized.ts';
import type { Facts } from '../../facts.ts';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { Missing } from '../../finding.ts';

/** Where the site stands in relation to the areas of the city that have a trait. */
export type ZonePosition =
  | { readonly position: 'inside'; readonly area: AreaFacts }
  | { readonly position: 'outside' }
  | { readonly position: 'unknown'; readonly reason: Localized; readonly missing: readonly Missing[] };

/** A sort of area: its classification, the values of it that count (left out = any), and what people call it. */
export interface Zone {
  readonly trait: string;
  readonly values?: readonly string[] | undefined;
  readonly title: Localized;
}

/** Whether the site stands in an area with this trait; not placed, on a border or never classified is unknown. */
export function findZone(
  { traits, traitsKnown, zones, site }: Facts,
  { trait, values, title }: Zone,
): ZonePosition {
  const here = traits.filter((entry) => entry.trait === trait && (values?.includes(entry.value) ?? true));
  if (!site?.crsKnown || site.locationStatus === 'outside')
    return unknown('site_position', '地点坐标', 'position of the site', {
      zh: `地点位置不明，无法判定是否在${title.zh}内`,
      en: `The position of the site is not known, so it cannot be placed in or outside the ${title.en}`,
    });
  if (!traitsKnown.includes(trait))
    return unknown(`trait:${trait}`, `${title.zh}范围`, `extent of the ${title.en}`, {
      zh: `本市未录入${title.zh}的范围`,
      en: `The extent of the ${title.en} has not been entered`,
    });
  const found = zones.filter(({ area }) => here.some(({ areaCode }) => areaCode === area.code));
  const isOnBorder =
    here.some(({ position }) => position === 'border') || found.some(({ position }) => position === 'border');
  if (isOnBorder)
    return unknown('site_in_zone', `地点是否在${title.zh}内`, `whether the site lies in the ${title.en}`, {
      zh: `地点位于${title.zh}边界上，需人工判定`,
      en: `The site stands on the border of the ${title.en}; a person must decide`,
    });
  if (here.length === 0) return { position: 'outside' };
  const [only] = found;
  if (found.length === 1 && only) return { position: 'inside', area: only.area };
  return unknown('zone_figures', `${title.zh}的床位与人口`, `beds and population of the ${title.en}`, {
    zh: found.length === 0 ? `${title.zh}没有边界或数据` : `地点同时位于多个${title.zh}范围内`,
    en: `The site stands in ${found.length === 0 ? 'it, but it has no polygon or figures' : 'several of them'} (${title.en})`,
  });
}

function unknown(item: string, zh: string, en: string, reason: Localized): ZonePosition {
  return { position: 'unknown', reason, missing: [{ item, zh, en }] };
}
