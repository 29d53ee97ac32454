import type { Express } from 'express';
import request from 'supertest';

export interface FeaturePage {
  readonly type: string;
  readonly features: readonly {
    readonly id: number;
    readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
  readonly numberMatched: number;
  readonly numberReturned: number;
  readonly timeStamp: string;
  readonly links: readonly { readonly rel: string; readonly href: string; readonly type: string }[];
}

/** A page of features; fails unless it is answered as GeoJSON. `path` may be a full link. */
export async function getFeatures(app: Express, path: string): Promise<FeaturePage> {
  const response = await request(app)
    .get(path.replace(/^https?:\/\/[^/]+/, ''))
    .set('Accept', 'application/geo+json');
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${response.text}`);
  if (response.headers['content-type'] !== 'application/geo+json')
    throw new Error(`${path} is ${response.headers['content-type']}`);
  return JSON.parse(response.text) as FeaturePage;
}

/** All pages from `path` on, by the links of rel next; `between` runs after each page. */
export async function walk(
  app: Express,
  path: string,
  between: (page: number) => Promise<void> = async () => undefined,
): Promise<FeaturePage[]> {
  const pages: FeaturePage[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const page: FeaturePage = await getFeatures(app, next);
    pages.push(page);
    next = page.links.find((link) => link.rel === 'next')?.href;
    if (next !== undefined) await between(pages.length);
    if (pages.length > 1000) throw new Error('the walk does not end');
  }
  return pages;
}
