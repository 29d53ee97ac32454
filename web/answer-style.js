// How an answer is drawn: areas, walks, distances, numbered places and their labels.

import { byTone, fonts, grow, label } from './style-parts.js';

const shapeIs = (shape) => ['==', ['coalesce', ['get', 'shape'], 'area'], shape];
const kindIs = (...kinds) => ['in', ['coalesce', ['get', 'kind'], 'straight'], ['literal', kinds]];
const chosen = ['==', ['get', 'n'], -1];
/** Many places are dots; a number on each would hide the map. */
const isNumbered = ['<=', ['get', 'n'], 999];

/** Areas under the lines of the map. @type {any[]} */
export const areaFills = [
  {
    id: 'answer-fill',
    type: 'fill',
    source: 'answer-areas',
    filter: ['!', shapeIs('outline')],
    paint: {
      'fill-color': byTone,
      'fill-opacity': [
        'case',
        shapeIs('circle'),
        0.09,
        shapeIs('picture'),
        0.13,
        ['coalesce', ['get', 'opacity'], ['+', 0.12, ['*', 0.5, ['get', 'weight']]]],
      ],
    },
  },
  {
    id: 'answer-hatch',
    type: 'fill',
    source: 'answer-areas',
    filter: ['==', ['get', 'hatch'], true],
    paint: { 'fill-pattern': 'hatch' },
  },
];

/** @type {any[]} */
export const areaLines = [
  {
    id: 'answer-outline',
    type: 'line',
    source: 'answer-areas',
    filter: shapeIs('area'),
    paint: { 'line-color': byTone, 'line-width': grow(9, 0.2, 14, 1.2) },
  },
  {
    id: 'answer-joined',
    type: 'line',
    source: 'answer-areas',
    filter: shapeIs('outline'),
    paint: { 'line-color': byTone, 'line-width': grow(9, 1, 14, 2.4) },
  },
  {
    id: 'answer-gains',
    type: 'line',
    source: 'answer-areas',
    filter: ['==', ['get', 'gains'], true],
    paint: { 'line-color': '#0b6e4f', 'line-width': 3 },
  },
  {
    id: 'answer-picture',
    type: 'line',
    source: 'answer-areas',
    filter: shapeIs('picture'),
    paint: { 'line-color': byTone, 'line-width': 1, 'line-dasharray': [2, 2] },
  },
  {
    id: 'answer-circle',
    type: 'line',
    source: 'answer-areas',
    filter: shapeIs('circle'),
    paint: { 'line-color': byTone, 'line-width': 2, 'line-dasharray': [4, 2] },
  },
];

const round = { 'line-cap': 'round', 'line-join': 'round' };

/** @type {any[]} */
export const linesAndPoints = [
  {
    id: 'answer-street',
    type: 'line',
    source: 'answer-lines',
    filter: kindIs('street'),
    layout: round,
    paint: { 'line-color': byTone, 'line-width': grow(11, 1.4, 15, 4) },
  },
  {
    id: 'answer-beside',
    type: 'line',
    source: 'answer-lines',
    filter: kindIs('beside'),
    paint: { 'line-color': byTone, 'line-width': 1, 'line-opacity': 0.7, 'line-dasharray': [4, 4] },
  },
  {
    id: 'answer-line',
    type: 'line',
    source: 'answer-lines',
    filter: kindIs('straight'),
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': byTone, 'line-width': 1.8, 'line-opacity': 0.85 },
  },
  {
    id: 'answer-route-casing',
    type: 'line',
    source: 'answer-lines',
    filter: kindIs('route'),
    layout: round,
    paint: { 'line-color': '#ffffff', 'line-width': grow(11, 3, 15, 7) },
  },
  {
    id: 'answer-route',
    type: 'line',
    source: 'answer-lines',
    filter: kindIs('route'),
    layout: round,
    paint: { 'line-color': byTone, 'line-width': grow(11, 1.8, 15, 4) },
  },
  {
    id: 'answer-snap',
    type: 'line',
    source: 'answer-lines',
    filter: kindIs('snap'),
    paint: { 'line-color': byTone, 'line-width': 2.4, 'line-dasharray': [1.2, 1.2] },
  },
  {
    id: 'highlight-line',
    type: 'line',
    source: 'answer-lines',
    filter: chosen,
    layout: round,
    paint: { 'line-color': byTone, 'line-width': 5 },
  },
  {
    id: 'highlight-area',
    type: 'line',
    source: 'answer-areas',
    filter: chosen,
    paint: { 'line-color': '#101828', 'line-width': 3 },
  },
  {
    id: 'answer-point',
    type: 'circle',
    source: 'answer-points',
    paint: {
      'circle-color': byTone,
      'circle-radius': ['case', isNumbered, 10, 4],
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': ['case', isNumbered, 2, 1],
    },
  },
  {
    id: 'highlight-point',
    type: 'circle',
    source: 'answer-points',
    filter: chosen,
    paint: {
      'circle-color': byTone,
      'circle-radius': 13,
      'circle-stroke-color': '#101828',
      'circle-stroke-width': 3,
    },
  },
];

const bold = fonts('Noto Sans Bold');
const text = { 'text-field': ['coalesce', ['get', 'label'], ''], 'text-size': 12, 'text-font': bold };

/** @type {any[]} */
export const answerLabels = [
  label(
    'answer-circle-label',
    'answer-areas',
    {
      'symbol-placement': 'line',
      'symbol-spacing': 600,
      'text-field': ['coalesce', ['get', 'radius'], ''],
      'text-size': 12,
      'text-font': bold,
    },
    { 'text-color': byTone },
    { filter: shapeIs('circle') },
  ),
  label(
    'answer-area-label',
    'answer-names',
    text,
    { 'text-color': '#1d2939' },
    { filter: ['!=', ['get', 'below'], true] },
  ),
  label(
    'answer-point-label',
    'answer-names',
    { ...text, 'text-anchor': 'top', 'text-offset': [0, 1], 'text-allow-overlap': true },
    { 'text-color': byTone },
    { filter: ['==', ['get', 'below'], true] },
  ),
  label(
    'answer-line-label',
    'answer-names',
    {
      'text-field': ['get', 'distance'],
      'text-size': 12,
      'text-font': bold,
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
      'text-field': ['case', isNumbered, ['to-string', ['get', 'n']], ''],
      'text-size': 11,
      'text-font': bold,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    { 'text-color': '#ffffff', 'text-halo-width': 0 },
  ),
];
