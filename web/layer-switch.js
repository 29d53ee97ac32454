// The list of layers with their legend, and the notes on what the map does not show at this zoom.

import { element } from './dom.js';
import { formatNumber } from './format.js';

const LAYERS = ['institutions', 'counties', 'streets', 'cells', 'edges', 'networks'];
const SWATCHES = {
  institutions: ['medical', 'pharmacy', 'ltc', 'undesignated'],
  edges: ['largestPart', 'apartPart'],
};

/** @param {{ visible: Record<string, boolean> }} base @param {{ t: (key: string, values?: any) => string }} speech @param {(layer: string, on: boolean) => void} onSwitch */
export function layerList({ visible }, { t }, onSwitch) {
  return LAYERS.map((layer) =>
    element(
      'div',
      { class: 'layer' },
      element(
        'label',
        {},
        element('input', {
          type: 'checkbox',
          checked: visible[layer],
          onchange: (event) => onSwitch(layer, event.currentTarget.checked),
        }),
        ` ${t(layer)}`,
      ),
      SWATCHES[layer]
        ? element(
            'ul',
            { class: 'swatches' },
            SWATCHES[layer].map((kind) =>
              element('li', {}, element('span', { class: `swatch kind-${kind}` }), t(kind)),
            ),
          )
        : null,
    ),
  );
}

/** @param {Record<string, any>} states last state of each layer @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech */
export function layerNotes(states, { language, t }) {
  const sentence = (layer, state) => {
    const values = {
      layer: t(layer),
      count: formatNumber(state.count ?? 0, language),
      reason: state.reason ?? '',
    };
    if (state.kind === 'loading') return t('layerLoading', values);
    if (state.kind === 'zoomIn') return t('zoomIn', values);
    if (state.kind === 'none') return t('noneLoaded', values);
    if (state.kind === 'tooMany') return t('tooMany', values);
    return state.kind === 'failed' ? t('layerFailed', values) : null;
  };
  return Object.entries(states).flatMap(([layer, state]) => {
    const text = sentence(layer, state);
    return text ? [element('p', { class: state.kind === 'failed' ? 'note note-failed' : 'note' }, text)] : [];
  });
}
