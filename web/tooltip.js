// What stands under the pointer, in a few words.

import { limitOf, listFindings } from './answer-drawing.js';
import { element } from './dom.js';
import { formatDistance, formatNumber } from './format.js';
import { fieldLabel, valueLabel } from './labels.js';

/** @param {any[]} features rendered features, topmost first @param {any} answer @param {{ language: 'zh' | 'en', t: (key: string) => string }} speech */
export function tooltipFor(features, answer, { language, t }) {
  const finding = features.find(
    (feature) => feature.layer.id.startsWith('answer-') && feature.properties.n > 0,
  );
  if (finding) return findingTip(finding.properties.n, answer, language);
  const institution = features.find((feature) => feature.layer.id === 'institution-dot');
  if (institution) return institutionTip(institution.properties, language, t);
  const cell = features.find((feature) => feature.layer.id === 'cell-fill');
  return cell
    ? element(
        'p',
        { class: 'tip' },
        `${fieldLabel('population', language)}: ${formatNumber(cell.properties.population, language, 1)} (${valueLabel(cell.properties.population_basis, language)})`,
      )
    : null;
}

function findingTip(number, answer, language) {
  const found = listFindings(answer ?? {}).find((one) => one.number === number);
  if (!found) return null;
  const { name, distance_m: distanceM, class: className, role } = found.properties;
  const distance = Number.isFinite(distanceM) ? formatDistance(distanceM, limitOf(answer), language) : null;
  const nature = className ?? role;
  return element(
    'div',
    { class: 'tip' },
    element('strong', {}, name ?? `#${number}`),
    [distance, nature ? valueLabel(nature, language) : null]
      .filter(Boolean)
      .map((line) => element('p', {}, line)),
  );
}

function institutionTip({ name, kind, category, designated }, language, t) {
  return element(
    'div',
    { class: 'tip' },
    element('strong', {}, name),
    element('p', {}, category || valueLabel(kind, language)),
    designated ? null : element('p', {}, t('undesignated')),
  );
}
