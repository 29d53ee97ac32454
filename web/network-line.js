// By which walking network an answer was decided, and how it was walked.

import { element } from './dom.js';
import { formatNumber } from './format.js';

/** One line for an answer that used the walking network; null for others. @param {any} answer @param {import('./value-view.js').Reading} reading */
export function networkLine({ dataVersions, parameters = {} }, { language, t }) {
  const versions = [dataVersions?.walking_network ?? []].flat();
  if (versions.length === 0) return null;
  const named = versions.map((version) => {
    if (typeof version === 'string') return version;
    const { code, source, source_date: date, is_synthetic: isSynthetic } = version;
    const about = [source, date, isSynthetic ? t('syntheticNetwork') : null].filter(Boolean);
    return `${code} (${about.join(t('comma'))})`;
  });
  const { speed_kmh: speed, max_snap_m: snap } = parameters;
  const parts = [
    named.join(t('comma')),
    Number.isFinite(speed) ? t('speed', { speed: formatNumber(speed, language, 2) }) : null,
    Number.isFinite(snap) ? t('mostSnap', { metres: formatNumber(snap, language) }) : null,
  ];
  return element(
    'p',
    { class: 'network-line' },
    element('strong', {}, t('walkingNetwork')),
    ` ${parts.filter(Boolean).join(' · ')}`,
  );
}
