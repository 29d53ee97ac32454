// The columns of a table of objects, whatever they hold.

import { fieldLabel } from './labels.js';

const MOST_COLUMNS = 16;
/** What a person looks for first, and what only tells rows apart or explains them. */
const FIRST_COLUMNS =
  /^(rank|name|name_en|class|verdict|status|distance_m|walk_m|walk_s|population|a_name|b_name|street|per_1000|residents_newly_covered)$/;
const LAST_COLUMNS = /(^|_)code$|^(level|parent_name|area_km2|class_reason|kind)$/;
/** Keys of the database, what every row says alike, and the label that already stands on top of the page. */
const NOT_COLUMNS =
  /^(is_synthetic|fid|id|h3|role|note|lon|lat|drawn|both_verified)$|(^|_|\.)(institution_)?id$/;

/** @param {object} value */
export function isLocalized(value) {
  return (
    value !== null &&
    typeof value === 'object' &&
    'zh' in value &&
    'en' in value &&
    typeof value.zh === 'string'
  );
}

/** What a rule says of a place, with the reason in both languages. */
export const isReasoned = (item) =>
  item !== null && typeof item === 'object' && isLocalized(item.reason ?? null);

/** Members of members as columns of their own: `quantiles_per_1000.p50`. */
export function flat(row) {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      value !== null && typeof value === 'object' && !Array.isArray(value) && !isLocalized(value)
        ? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, one])
        : [[name, value]],
    ),
  );
}

/** The name of a member's member with that of its holder, unless it says all by itself. */
export function columnLabel(name, language) {
  const [holder, inner] = name.split('.');
  if (inner === undefined) return fieldLabel(holder ?? '', language);
  const label = fieldLabel(inner, language);
  return inner === 'name' ? fieldLabel(holder ?? '', language) : label;
}

/** The plain members of all rows, those that say something, what is looked for first in front. @param {Record<string, unknown>[]} rows @param {'zh' | 'en'} language */
export function columnsOf(rows, language) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const isPlain = (value) =>
    typeof value !== 'object' ||
    value === null ||
    isLocalized(value) ||
    (Array.isArray(value) && value.every((item) => typeof item !== 'object' || isReasoned(item)));
  const isEmpty = (value) => value === null || value === undefined || String(value) === '';
  const useful = names.filter(
    (name) => rows.every((row) => isPlain(row[name])) && !rows.every((row) => isEmpty(row[name])),
  );
  // Where every row is an area of its own there is nothing to group.
  const isGrouped = rows.some((row) => row.group !== 'area');
  const hidden = language === 'en' && useful.includes('name_en') ? 'name' : 'name_en';
  const weight = (name) => (FIRST_COLUMNS.test(name) ? 0 : LAST_COLUMNS.test(name) ? 2 : 1);
  return useful
    .filter((name) => name !== hidden && !NOT_COLUMNS.test(name) && (name !== 'group' || isGrouped))
    .sort((one, other) => weight(one) - weight(other))
    .slice(0, MOST_COLUMNS);
}
