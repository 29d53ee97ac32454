const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1c2733}h1{font-size:1.4rem}' +
  'table{border-collapse:collapse}td,th{border-bottom:1px solid #d5dde5;padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top}' +
  'code{background:#eef2f6;padding:.1rem .3rem}.quiet{color:#5b6b7b}';

/** A small HTML page without scripts; `body` is HTML whose texts are already escaped. */
export function plainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
${body}
</body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
