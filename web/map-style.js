// How the map is drawn: no tiles, no sprites and no glyph server, so that it works offline. Without `glyphs` MapLibre draws
// letters with the fonts of the machine.

/** @param {string} first a name with "Bold" asks for bold letters */
const fonts = (first) => [
  first,
  'PingFang SC',
  'Microsoft YaHei',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'Arial',
  'sans-serif',
];
const EMPTY = { type: 'FeatureCollection', features: [] };
const SOURCES = [
  'counties',
  'streets',
  'cells',
  'institutions',
  'answer-areas',
  'answer-lines',
  'answer-points',
  'counties-names',
  'streets-names',
  'answer-names',
  'site',
];

export const TONE_COLOURS = {
  conflict: '#b3261e',
  review: '#a15c00',
  clear: '#0b6e4f',
  unknown: '#667085',
  plain: '#1f4e8c',
};
export const KIND_COLOURS = { medical: '#3b6fb5', pharmacy: '#2f8f6b', ltc: '#8a5aa8', other: '#aab4c0' };

const byTone = /** @type {any} */ ([
  'match',
  ['get', 'tone'],
  ...Object.entries(TONE_COLOURS).flat(),
  TONE_COLOURS.plain,
]);
const byKind = [
  'case',
  ['!', ['get', 'designated']],
  KIND_COLOURS.other,
  [
    'match',
    ['get', 'kind'],
    'medical',
    KIND_COLOURS.medical,
    'pharmacy',
    KIND_COLOURS.pharmacy,
    KIND_COLOURS.ltc,
  ],
];
const isCircle = ['==', ['get', 'circle'], true];
const grow = (...stops) => ['interpolate', ['linear'], ['zoom'], ...stops];

const label = (id, source, layout, paint, extra = {}) => ({
  id,
  type: 'symbol',
  source,
  layout: { 'text-font': fonts('Noto Sans'), 'text-padding': 4, ...layout },
  paint: { 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 1.6, ...paint },
  ...extra,
});

/** @returns {any} a MapLibre style */
export function mapStyle() {
  return {
    version: 8,
    sources: Object.fromEntries(SOURCES.map((id) => [id, { type: 'geojson', data: EMPTY }])),
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': '#e3e8ee' } },
      { id: 'county-fill', type: 'fill', source: 'counties', paint: { 'fill-color': '#fbfaf7' } },
      {
        id: 'cell-fill',
        type: 'fill',
        source: 'cells',
        paint: {
          'fill-color': [
            'interpolate',
            ['linear'],
            ['sqrt', ['coalesce', ['get', 'population'], 0]],
            0,
            '#fdf6e3',
            15,
            '#f6d89b',
            40,
            '#e59e4a',
            90,
            '#a8521c',
          ],
          'fill-opacity': 0.6,
        },
      },
      {
        id: 'answer-fill',
        type: 'fill',
        source: 'answer-areas',
        paint: {
          'fill-color': byTone,
          'fill-opacity': ['case', isCircle, 0.09, ['+', 0.12, ['*', 0.5, ['get', 'weight']]]],
        },
      },
      {
        id: 'street-line',
        type: 'line',
        source: 'streets',
        minzoom: 8.5,
        paint: { 'line-color': '#c3ccd6', 'line-width': grow(8.5, 0.3, 14, 1.2) },
      },
      {
        id: 'county-line',
        type: 'line',
        source: 'counties',
        paint: { 'line-color': '#7d8b9b', 'line-width': grow(7, 0.8, 13, 2.2) },
      },
      {
        id: 'answer-outline',
        type: 'line',
        source: 'answer-areas',
        filter: ['!', isCircle],
        paint: { 'line-color': byTone, 'line-width': grow(9, 0.3, 14, 1.4) },
      },
      {
        id: 'answer-circle',
        type: 'line',
        source: 'answer-areas',
        filter: isCircle,
        paint: { 'line-color': byTone, 'line-width': 2, 'line-dasharray': [4, 2] },
      },
      {
        id: 'institution-dot',
        type: 'circle',
        source: 'institutions',
        paint: {
          'circle-color': byKind,
          'circle-radius': grow(8, 1, 12, 2.4, 15, 4.5, 18, 7),
          'circle-opacity': grow(8, 0.45, 13, 0.75),
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': grow(12, 0, 14, 1),
        },
      },
      {
        id: 'answer-line',
        type: 'line',
        source: 'answer-lines',
        layout: { 'line-cap': 'round' },
        paint: { 'line-color': byTone, 'line-width': 1.8, 'line-opacity': 0.85 },
      },
      {
        id: 'highlight-line',
        type: 'line',
        source: 'answer-lines',
        filter: ['==', ['get', 'n'], -1],
        paint: { 'line-color': byTone, 'line-width': 4.5 },
      },
      {
        id: 'highlight-area',
        type: 'line',
        source: 'answer-areas',
        filter: ['==', ['get', 'n'], -1],
        paint: { 'line-color': '#101828', 'line-width': 3 },
      },
      {
        id: 'answer-point',
        type: 'circle',
        source: 'answer-points',
        paint: {
          'circle-color': byTone,
          'circle-radius': 10,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'highlight-point',
        type: 'circle',
        source: 'answer-points',
        filter: ['==', ['get', 'n'], -1],
        paint: {
          'circle-color': byTone,
          'circle-radius': 13,
          'circle-stroke-color': '#101828',
          'circle-stroke-width': 3,
        },
      },
      // Under the pin, which is an element of the page and no part of the picture.
      {
        id: 'site-point',
        type: 'circle',
        source: 'site',
        paint: {
          'circle-color': '#12355b',
          'circle-radius': 5,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 3,
        },
      },
      label(
        'street-label',
        'streets-names',
        { 'text-field': ['get', 'label'], 'text-size': grow(11, 10, 15, 13) },
        { 'text-color': '#7a8797' },
        { minzoom: 11.5 },
      ),
      label(
        'county-label',
        'counties-names',
        { 'text-field': ['get', 'label'], 'text-size': grow(7, 11, 12, 16), 'text-letter-spacing': 0.08 },
        { 'text-color': '#475467' },
        { maxzoom: 13 },
      ),
      label(
        'answer-circle-label',
        'answer-areas',
        {
          'symbol-placement': 'line',
          'symbol-spacing': 600,
          'text-field': ['coalesce', ['get', 'radius'], ''],
          'text-size': 12,
          'text-font': fonts('Noto Sans Bold'),
        },
        { 'text-color': byTone },
        { filter: isCircle },
      ),
      label(
        'answer-area-label',
        'answer-names',
        {
          'text-field': ['coalesce', ['get', 'label'], ''],
          'text-size': 12,
          'text-font': fonts('Noto Sans Bold'),
        },
        { 'text-color': '#1d2939' },
      ),
      label(
        'answer-line-label',
        'answer-names',
        {
          'text-field': ['get', 'distance'],
          'text-size': 12,
          'text-font': fonts('Noto Sans Bold'),
          'text-rotate': ['coalesce', ['get', 'angle'], 0],
          'text-offset': [0, -0.8],
        },
        { 'text-color': byTone },
        { filter: ['==', ['get', 'onLine'], true], minzoom: 12 },
      ),
      label(
        'answer-number',
        'answer-points',
        {
          'text-field': ['to-string', ['get', 'n']],
          'text-size': 11,
          'text-font': fonts('Noto Sans Bold'),
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        { 'text-color': '#ffffff', 'text-halo-width': 0 },
      ),
    ],
  };
}
