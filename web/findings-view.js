// The findings of an answer as tables: institutions with their distances, all else with its figures.

import { limitScale } from './colour-scale.js';
import { element } from './dom.js';
import { listFindings } from './findings.js';
import { institutionTable } from './institution-table.js';
import { fieldLabel } from './labels.js';
import { rowsTable } from './value-view.js';

/** @param {any} answer @param {import('./value-view.js').Reading} reading @param {(number: number) => Record<string, any>} onRow */
export function findingsPart(answer, reading, onRow) {
  const findings = listFindings(answer);
  // Reached streets are an answer by themselves.
  if (findings.length === 0 && limitScale(answer)) return null;
  if (findings.length === 0) return element('p', { class: 'quiet' }, reading.t('nothingFound'));
  const areInstitutions = findings.every(
    ({ properties }) => properties.name && Number.isFinite(properties.distance_m ?? properties.straight_m),
  );
  if (areInstitutions) return institutionTable(findings, reading, onRow, reading.t('findings'), answer);
  const parts = groupsOfRole(findings);
  if (parts.length > 1)
    return element(
      'div',
      {},
      parts.map(([role, members]) => rowsPart(members, reading, onRow, fieldLabel(role, reading.language))),
    );
  return rowsPart(findings, reading, onRow, reading.t('findings'));
}

/** Cells and institutions have nothing in common but the answer: a table each. */
function groupsOfRole(findings) {
  const groups = new Map();
  for (const finding of findings) {
    const role = { cell: 'cells', institution: 'institutions' }[finding.properties.role] ?? 'findings';
    if (!groups.has(role)) groups.set(role, []);
    groups.get(role).push(finding);
  }
  return [...groups];
}

function rowsPart(findings, reading, onRow, title) {
  const rows = findings.map(({ properties }) => properties);
  const numbers = findings.map(({ number }) => number);
  return element(
    'section',
    { class: 'findings' },
    element('h3', {}, title),
    rowsTable(rows, reading, { numbers, onRow, label: title }),
  );
}
