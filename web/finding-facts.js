// What is known of one finding in a few lines, for the tooltip.

import { limitOf, natureOf } from './findings.js';
import { formatDistance, formatMinutes, formatNumber, formatWalk } from './format.js';
import { localText, valueLabel } from './labels.js';
import { unitText } from './legend.js';

const MOST_REASONS = 2;

/** @param {Record<string, any>} properties @param {any} answer @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech @returns {string[]} */
export function findingFacts(properties, answer, speech) {
  const { language, t } = speech;
  const limitM = limitOf(answer);
  const metres = (value) => formatDistance(value, limitM, language);
  const people = (key, value) => t(key, { count: formatNumber(value, language, 1) });
  const has = (name) => Number.isFinite(properties[name]);
  const nature = natureOf(properties);
  return [
    nature ? valueLabel(nature, language) : null,
    properties.review_reason && properties.review_reason !== nature
      ? valueLabel(properties.review_reason, language)
      : null,
    has('within_m') ? t('withinMetres', { metres: formatNumber(properties.within_m, language, 1) }) : null,
    has('walk_m')
      ? t('walked', { walk: formatWalk(properties.walk_m, properties.walk_s, limitM, language) })
      : null,
    has('distance_m') || has('straight_m')
      ? t('straight', { distance: metres(properties.distance_m ?? properties.straight_m) })
      : null,
    snapText(properties, answer, speech),
    has('nearest_walk_m')
      ? t('nearestWalk', {
          walk: formatWalk(properties.nearest_walk_m, properties.nearest_walk_s, limitM, language),
        })
      : null,
    has('per_1000') ? `${formatNumber(properties.per_1000, language, 4)} ${unitText(answer, speech)}` : null,
    has('reachable_institutions') ? people('reachable', properties.reachable_institutions) : null,
    has('population') ? people('residents', properties.population) : null,
    properties.gains === true ? t('legendGains') : null,
    has('residents_newly_covered') ? people('newlyCovered', properties.residents_newly_covered) : null,
    has('nearest_existing_walk_m')
      ? t('nearestWalk', {
          walk: formatWalk(
            properties.nearest_existing_walk_m,
            properties.nearest_existing_walk_s,
            null,
            language,
          ),
        })
      : null,
    ...(properties.reasons ?? [])
      .slice(0, MOST_REASONS)
      .map((reason) => localText(reason.reason ?? reason, language)),
    [properties.county, properties.street].filter(Boolean).join(' · '),
  ].filter((line) => typeof line === 'string' && line !== '');
}

/** The ways between the network and the two ends. @param {Record<string, any>} properties @param {any} answer @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech */
export function snapText(properties, answer, { language, t }) {
  const site = (answer.features ?? []).find((one) => one.properties?.role === 'site');
  const ends = [
    properties.a_snap_m ?? (properties.walk_m === undefined ? undefined : site?.properties?.snap_m),
    properties.b_snap_m ?? properties.snap_m,
  ].filter((snapM) => Number.isFinite(snapM));
  if (ends.length === 0) return null;
  return t('snapLegs', { legs: ends.map((snapM) => formatDistance(snapM, null, language)).join(' + ') });
}

/** Within which limit a drawn street or outline lies. @param {number} limitM @param {any} answer @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech */
export function limitFact(limitM, answer, { language, t }) {
  const limit = (answer.limits ?? []).find((one) => one.limit_m === limitM);
  const metres = `${formatNumber(limitM, language, 1)} m`;
  const minutes = limit ? formatMinutes(limit.limit_s, language) : null;
  return t('withinLimit', { limit: [minutes, metres].filter(Boolean).join(' · ') });
}
