// What an answer found: its findings with their numbers, the tone of each, and what distances are compared with.

/** Tone of a feature by its role, class or verdict; a tone has a colour, and always a number or a word beside it. */
const TONES = {
  conflict: 'conflict',
  within: 'conflict',
  over_saturated: 'conflict',
  uncovered: 'conflict',
  gap: 'conflict',
  closed: 'conflict',
  review: 'review',
  uncertain: 'review',
  untyped: 'review',
  exempt: 'review',
  lapsed: 'review',
  saturated: 'review',
  unmeasured: 'review',
  incomplete: 'review',
  'not-snapped': 'review',
  clear: 'clear',
  unsaturated: 'clear',
  covered: 'clear',
  open: 'clear',
  suggestion: 'clear',
  unknown: 'unknown',
  beyond: 'plain',
  'beyond-on-foot': 'plain',
};
/** What is drawn to explain the findings and is none itself. */
const STRUCTURAL = new Set([
  'site',
  'circle',
  'site-snap',
  'snap',
  'route',
  'streets',
  'picture',
  'gap',
  'zone',
]);
/** Roles that say what a feature is, not what was found of it. */
const CARRIERS = new Set(['cell', 'institution']);

/** @param {string} name @returns {string | undefined} */
export const toneNamed = (name) => TONES[name];

/** Why an institution is within no limit for certain; undefined when it is, or when nothing of the kind was asked. */
function doubtOf({ role, review_reason: reason, within_m: withinM, verdicts }) {
  if (role !== 'institution') return undefined;
  return reason ?? (withinM === null && Array.isArray(verdicts) ? 'uncertain' : undefined);
}

/** @param {Record<string, any>} properties */
export function toneOf(properties) {
  const named =
    TONES[properties.role] ??
    TONES[properties.class] ??
    TONES[properties.verdict] ??
    TONES[properties.status] ??
    (doubtOf(properties) ? 'review' : undefined);
  if (named) return named;
  // Cells and polygons of people without a name for their state are gaps: only those are listed.
  return Number.isFinite(properties.population) && properties.status === undefined ? 'conflict' : 'plain';
}

/** What was found of a feature, as a coded value; null when it says nothing. @param {Record<string, any>} properties @returns {string | null} */
export function natureOf(properties) {
  const { role, class: className, verdict, status } = properties;
  if (role && !CARRIERS.has(role)) return role;
  const doubt = doubtOf(properties);
  if (doubt) return doubt;
  if (role === 'institution' && status) return `supply-${status}`;
  return className ?? verdict ?? status ?? null;
}

/** @typedef {{ number: number, properties: Record<string, any>, geometry: any, id: string | number | null }} Finding */

const listed = /** @type {WeakMap<object, Finding[]>} */ (new WeakMap());

/** The features that are findings, in the order of the answer, each with the number shown in the table and on the map. @returns {Finding[]} */
export function listFindings(answer) {
  const known = listed.get(answer);
  if (known) return known;
  const findings = (answer.features ?? [])
    .filter((feature) => !STRUCTURAL.has(feature.properties?.role))
    .map((feature, index) => ({
      number: index + 1,
      properties: feature.properties ?? {},
      geometry: feature.geometry,
      id: feature.id ?? null,
    }));
  listed.set(answer, findings);
  return findings;
}

/** The features of one of the explaining roles. @param {any} answer @param {string} role @returns {any[]} */
export function featuresOf(answer, role) {
  return (answer.features ?? []).filter(
    (feature) => feature.properties?.role === role && feature.geometry !== null,
  );
}

/** Longitude and latitude of the place asked about, as the service converted it; null for questions without one. */
export function siteOf(answer) {
  const point = featuresOf(answer, 'site')[0]?.geometry?.coordinates;
  if (point) return { lon: point[0], lat: point[1] };
  const site = answer.parameters?.site ?? answer.gain?.site;
  return Number.isFinite(site?.lon) && Number.isFinite(site?.lat) ? { lon: site.lon, lat: site.lat } : null;
}

/** The limit in metres that distances are compared with, of the metric asked for; null without one. */
export function limitOf(answer) {
  const given = answer.parameters ?? {};
  const limit = given.max_walk_m ?? given.radius_m ?? given.radiusM ?? given.limit_m;
  return Number.isFinite(limit) ? limit : null;
}

/** Whether distances were walked. @param {any} answer */
export const isOnFoot = ({ parameters }) => String(parameters?.metric ?? '').startsWith('walk');
