import type { Collection } from '../../collections/collection.ts';
import { both, type Html, html } from '../../http/html-page.ts';
import type { CollectionDocument } from '../collection-document.ts';
import type { Link } from '../links.ts';

/** The landing page's content. */
export function landingContent(
  document: { description: string; links: readonly Link[] },
  base: string,
): Html {
  return html`<p>${document.description}</p><ul>
<li><a href="${base}/map/">地图 Map</a></li>
<li><a href="${base}/plans?f=html">规划 Plans</a> · <a href="${base}/assessments?f=html">审核结论 Assessments</a></li>
<li><a href="${base}/collections">图层 Layers</a></li>
<li><a href="${base}/api?f=html">接口说明 API</a> · <a href="${base}/api">OpenAPI 3.0</a></li>
<li><a href="${base}/conformance">标准符合性 Conformance</a></li></ul>
<h2>接入地图软件 Map clients</h2>
<p>QGIS：图层 → 添加图层 → WFS / OGC API - Features，URL <code>${base}/</code></p>
<pre>ogrinfo OAPIF:${base}</pre>`;
}

export function conformanceContent(classes: readonly string[]): Html {
  return html`<ul>${classes.map((one) => html`<li><code>${one}</code></li>`)}</ul>`;
}

export function collectionsContent(collections: readonly Collection[], base: string): Html {
  const rows = collections.map((collection) => {
    const address = `${base}/collections/${collection.id}`;
    return html`<tr><td><a href="${address}">${collection.id}</a></td><td>${both(collection.title)}</td><td>${collection.geometryType ?? '表 table'}</td>
<td>${both(collection.description)}</td><td><a href="${address}/items?f=html">要素 Features</a></td></tr>`;
  });
  return html`<table><tbody>${rows}</tbody></table>`;
}

/** One layer: what it is, where its features are, and its fields. */
export function collectionContent(collection: Collection, document: CollectionDocument, base: string): Html {
  const items = `${base}/collections/${collection.id}/items`;
  const rows = collection.fields.map(
    (
      field,
    ) => html`<tr><td><code>${field.name}</code></td><td>${both(field.title)}</td><td>${field.type}${field.unit ? ` (${field.unit})` : ''}</td>
<td>${field.values?.join(', ')}</td><td>${field.filterable ? '✓' : ''}</td><td>${field.sortable ? '✓' : ''}</td></tr>`,
  );
  const box = document.extent?.spatial?.bbox[0];
  return html`<p>${both(collection.description)}</p>
<p><a href="${items}?f=html">要素 Features</a> · <a href="${items}?f=json&amp;limit=1000">GeoJSON</a> · <a href="${items}?f=geojsonl">GeoJSON lines</a>
 · <a href="${items}?f=csv">CSV</a> · <a href="${items}?f=csv&amp;spreadsheet=true">CSV（Excel）</a> · <a href="${base}/collections/${collection.id}/schema">Schema</a></p>
${box ? html`<p class="quiet">范围 Extent: ${box.join(', ')}</p>` : undefined}
<h2>字段 Fields</h2><div class="wide"><table><thead><tr><th>名称 Name</th><th>含义 Meaning</th><th>类型 Type</th><th>取值 Values</th>
<th title="?field=value">筛选 Filter</th><th title="sortby=field">排序 Sort</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
