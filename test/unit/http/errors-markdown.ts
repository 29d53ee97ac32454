import { listErrors } from '../../../api/http/error-routes.ts';

/** The text of docs/errors.md. */
export function errorsAsMarkdown(): string {
  const errors = listErrors();
  const rows = errors.map(
    ({ code, status, title }) => `| [\`${code}\`](#${code}) | ${status} | ${title.en} | ${title.zh} |`,
  );
  const sections = errors.map(
    ({ code, status, meaning, remedy }) =>
      `## ${code}\n\nStatus ${status}. ${meaning.en} **Remedy:** ${remedy.en}\n\n${meaning.zh}**处理办法：**${remedy.zh}\n`,
  );
  return `${INTRODUCTION}\n${rows.join('\n')}\n\n${sections.join('\n')}`;
}

const INTRODUCTION = `# Errors · 错误代码

Every error is answered as \`application/problem+json\` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)); a browser gets a page.
Programs should look at \`code\`: it is stable, titles and details may change. \`type\` is \`/errors/<code>\`, an address of the service
that explains the code.

\`\`\`json
{
  "type": "/errors/invalid-input",
  "title": "The request has an invalid value",
  "title_zh": "请求中有无效的值",
  "status": 400,
  "detail": "lon: too big: expected number to be <=180",
  "instance": "/proximity-check",
  "code": "invalid-input",
  "requestId": "0b0f5f6e-6d5e-4f0e-9a53-2f3f0c1c8f57",
  "issues": [
    { "field": "lon", "value": 181, "reason": "too big: expected number to be <=180", "allowed": "<= 180" }
  ]
}
\`\`\`

- \`issues\` names each wrong field: \`field\` (path with dots), \`value\` as it was read, \`reason\`, and what is \`allowed\`.
- \`requestId\` is also the header \`X-Request-Id\` and stands in the log. A sane \`X-Request-Id\` of the request is kept.
- An unexpected error tells nothing but its \`requestId\`.
- A few errors of HTTP itself (408, 416, 431) have the type \`about:blank\` and no \`code\`.
- An answer that had begun to stream when the error happened is cut off; a complete one always ends properly.

This page is made from \`api/http/error-explanations.ts\`.

| code | status | meaning | 含义 |
|---|---|---|---|`;
