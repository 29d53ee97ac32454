import type { Collection, Field } from '../../collections/collection.ts';
import type { Item } from '../../collections/item-query.ts';
import type { ItemChunk } from '../../collections/read-items.ts';
import { both, formatLinks, type Html, html, PAGE_END, page, pageStart } from '../../http/html-page.ts';
import type { ItemsRequest } from '../items-request.ts';
import { type Link, withParameters } from '../links.ts';

/** A table of more rows is not read by people. */
export const MAX_HTML_ITEMS = 1000;

export interface ItemsPage {
  readonly collection: Collection;
  readonly base: string;
  readonly request: ItemsRequest;
  readonly matched: number;
  readonly limit: number;
  readonly links: (end: ItemChunk) => readonly Link[];
}

/** A page of features as a table, a piece a chunk. */
export async function* itemsHtml(chunks: AsyncIterable<ItemChunk>, view: ItemsPage): AsyncGenerator<string> {
  const { collection, base, request, matched, links } = view;
  const properties = request.query.properties;
  const start: ItemChunk = { items: [], more: false };
  const here = links(start).find((link) => link.rel === 'self')?.href ?? '';
  const titles = properties.map((field) => html`<th title="${field.name}">${both(field.title)}</th>`);
  const excel = withParameters(here, { f: 'csv', spreadsheet: 'true', cursor: undefined, limit: undefined });
  let opening =
    pageStart({ title: collection.title, base, trail: trailTo(collection, base), links: links(start) }) +
    html`<p>共 ${matched} 条 features matched. <a href="${excel}">CSV（Excel）</a></p>${formatLinks(links(start))}
<div class="wide"><table><thead><tr><th>fid</th>${titles}</tr></thead><tbody>`.html;
  let end = start;
  for await (const chunk of chunks) {
    yield opening + chunk.items.map((item) => itemRow(item, collection, base, properties).html).join('\n');
    opening = '';
    end = chunk;
  }
  const next = links(end).find((link) => link.rel === 'next');
  const nextLink = next ? html`<p><a rel="next" href="${next.href}">下一页 Next page</a></p>` : html``;
  yield `${opening}</tbody></table></div>${nextLink.html}${PAGE_END}`;
}

/** One feature: all properties by title, and its geometry. */
export function itemHtml(view: {
  collection: Collection;
  base: string;
  item: Item;
  links: readonly Link[];
}): string {
  const { collection, base, item, links } = view;
  const values = JSON.parse(item.properties) as Readonly<Record<string, unknown>>;
  const rows = collection.fields.map(
    (field) =>
      html`<tr><th title="${field.name}">${both(field.title)}</th><td>${shown(values[field.name])} ${unitOf(field)}</td></tr>`,
  );
  const geometry =
    item.geometry === null ? html`<p>无坐标 No position</p>` : html`<pre>${cut(item.geometry)}</pre>`;
  const title = { zh: `${collection.title.zh} ${item.fid}`, en: `${collection.title.en} ${item.fid}` };
  return page(
    {
      title,
      base,
      trail: [
        ...trailTo(collection, base),
        { title: 'items', href: `${base}/collections/${collection.id}/items` },
      ],
      links,
    },
    html`${formatLinks(links)}<table>${rows}</table><h2>几何 Geometry</h2>${geometry}`,
  );
}

function trailTo(collection: Collection, base: string) {
  return [
    { title: '图层 Collections', href: `${base}/collections` },
    { title: collection.title.zh, href: `${base}/collections/${collection.id}` },
  ];
}

function itemRow(item: Item, collection: Collection, base: string, properties: readonly Field[]): Html {
  const values = JSON.parse(item.properties) as Readonly<Record<string, unknown>>;
  const cells = properties.map((field) => html`<td>${shown(values[field.name])}</td>`);
  return html`<tr><td><a href="${base}/collections/${collection.id}/items/${item.fid}">${item.fid}</a></td>${cells}</tr>`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是 yes' : '否 no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function unitOf(field: Field): string {
  return field.unit && !field.unit.startsWith('{') ? field.unit : '';
}

function cut(text: string): string {
  return text.length <= 2000 ? text : `${text.slice(0, 2000)} …`;
}
