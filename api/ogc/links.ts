import type { Format } from './negotiate.ts';

export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type?: string;
  readonly title?: string;
}

/** Media type under which a format of features is linked. */
export const LINK_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/geo+json',
  html: 'text/html',
  csv: 'text/csv',
  geojsonl: 'application/x-ndjson',
};

const TITLES: Readonly<Record<Format, string>> = {
  json: 'JSON',
  html: 'HTML',
  csv: 'CSV',
  geojsonl: 'GeoJSON lines',
};

/** `url` with parameters set, or removed where the value is undefined. */
export function withParameters(url: string, changes: Readonly<Record<string, string | undefined>>): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) parameters.delete(name);
    else parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** `self` in the format sent, and `alternate` in each other one. `jsonType` is what JSON is at this address. */
export function selfAndAlternates(
  url: string,
  sent: Format,
  offered: readonly Format[],
  jsonType = 'application/json',
): Link[] {
  const typeOf = (format: Format) => (format === 'json' ? jsonType : LINK_TYPES[format]);
  const others = offered.filter((format) => format !== sent);
  return [
    { href: url, rel: 'self', type: typeOf(sent), title: `This document as ${TITLES[sent]}` },
    ...others.map((format) => ({
      href: withParameters(url, { f: format }),
      rel: 'alternate',
      type: typeOf(format),
      title: `This document as ${TITLES[format]}`,
    })),
  ];
}
