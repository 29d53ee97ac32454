// What stands under the pointer, in a few words.

import { element } from './dom.js';
import { findingFacts, limitFact } from './finding-facts.js';
import { listFindings } from './findings.js';
import { formatNumber } from './format.js';
import { fieldLabel, valueLabel } from './labels.js';

/** @param {any[]} features rendered features, topmost first @param {any} answer @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech */
export function tooltipFor(features, answer, speech) {
  const finding = features.find(
    (feature) => feature.layer.id.startsWith('answer-') && feature.properties.n > 0,
  );
  if (finding) return findingTip(finding.properties.n, answer, speech);
  const on = (layer) => features.find((feature) => feature.layer.id === layer);
  const institution = on('institution-dot');
  if (institution) return institutionTip(institution.properties, speech);
  const reach = features.find((feature) => feature.properties.limit_m > 0);
  if (reach) return lines([limitFact(reach.properties.limit_m, answer, speech)]);
  const edge = on('edge-line');
  if (edge) return edgeTip(edge.properties, speech);
  const cell = on('cell-fill');
  return cell ? cellTip(cell.properties, speech) : null;
}

const lines = (texts, title = null) =>
  element(
    'div',
    { class: 'tip' },
    title === null ? null : element('strong', {}, title),
    texts.map((text) => element('p', {}, text)),
  );

function findingTip(number, answer, speech) {
  const found = listFindings(answer ?? {}).find((one) => one.number === number);
  if (!found) return null;
  const { name, name_en: nameEn, a_name: a, b_name: b } = found.properties;
  const title = (speech.language === 'en' && nameEn) || name || (a && b ? `${a} – ${b}` : `#${number}`);
  return lines(findingFacts(found.properties, answer, speech), title);
}

function institutionTip({ name, kind, category, designated }, { language, t }) {
  return lines(
    [category || valueLabel(kind, language), designated ? null : t('undesignated')].filter(Boolean),
    name,
  );
}

function edgeTip(
  { name, highway, length_m: lengthM, component, is_bridge: bridge, network_code: code },
  { language, t },
) {
  const facts = [
    highway,
    `${formatNumber(lengthM, language, 1)} m`,
    bridge ? t('onBridge') : null,
    component === 0 ? null : t('edgeApart'),
  ];
  return lines([facts.filter(Boolean).join(' · '), code].filter(Boolean), name || t('edges'));
}

function cellTip({ population, population_basis: basis }, { language }) {
  const people = formatNumber(population, language, 1);
  return lines([`${fieldLabel('population', language)}: ${people} (${valueLabel(basis, language)})`]);
}
