// How the map is drawn: no tiles, no sprites and no glyph server, so that it works offline.

import { answerLabels, areaFills, areaLines, linesAndPoints } from './answer-style.js';
import { grow, label } from './style-parts.js';

const EMPTY = { type: 'FeatureCollection', features: [] };
const SOURCES = [
  'counties',
  'streets',
  'cells',
  'networks',
  'edges',
  'institutions',
  'answer-areas',
  'answer-lines',
  'answer-points',
  'counties-names',
  'streets-names',
  'answer-names',
  'site',
];

export const EDGE_COLOURS = { largest: '#4c8c8a', apart: '#c4631a' };
export const KIND_COLOURS = { medical: '#3b6fb5', pharmacy: '#2f8f6b', ltc: '#8a5aa8', other: '#aab4c0' };

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
      ...areaFills,
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
        id: 'network-line',
        type: 'line',
        source: 'networks',
        paint: { 'line-color': '#2f6f6d', 'line-width': 1.5, 'line-dasharray': [5, 3] },
      },
      {
        id: 'edge-line',
        type: 'line',
        source: 'edges',
        layout: { 'line-cap': 'round' },
        paint: {
          'line-color': ['case', ['==', ['get', 'component'], 0], EDGE_COLOURS.largest, EDGE_COLOURS.apart],
          'line-width': grow(13, 0.7, 17, 2.2),
        },
      },
      ...areaLines,
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
      ...linesAndPoints,
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
      ...answerLabels,
    ],
  };
}
