// Parts that all drawing rules share. Without `glyphs` MapLibre draws letters with the fonts of the machine.

export const TONE_COLOURS = {
  conflict: '#b3261e',
  review: '#a15c00',
  clear: '#0b6e4f',
  unknown: '#667085',
  plain: '#1f4e8c',
};

/** The colour that a feature brings, else that of its tone. */
export const byTone = /** @type {any} */ ([
  'coalesce',
  ['get', 'colour'],
  ['match', ['get', 'tone'], ...Object.entries(TONE_COLOURS).flat(), TONE_COLOURS.plain],
]);

/** @param {...number} stops zoom, value, zoom, value, … @returns {any} */
export const grow = (...stops) => ['interpolate', ['linear'], ['zoom'], ...stops];

/** @param {string} first a name with "Bold" asks for bold letters */
export const fonts = (first) => [
  first,
  'PingFang SC',
  'Microsoft YaHei',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'Arial',
  'sans-serif',
];

/** @param {string} id @param {string} source @param {any} layout @param {any} paint @param {any} [extra] @returns {any} */
export const label = (id, source, layout, paint, extra = {}) => ({
  id,
  type: 'symbol',
  source,
  layout: { 'text-font': fonts('Noto Sans'), 'text-padding': 4, ...layout },
  paint: { 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 1.6, ...paint },
  ...extra,
});
