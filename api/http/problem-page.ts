import { escapeHtml, plainPage } from './plain-page.ts';
import type { Problem } from './problem-document.ts';

/** A problem for people who came with a browser. */
export function problemPage(problem: Problem): string {
  const rows = (problem.issues ?? []).map(
    (issue) =>
      `<tr><td><code>${escapeHtml(issue.field)}</code></td><td>${escapeHtml(issue.reason)}</td>` +
      `<td>${escapeHtml(issue.allowed ?? '')}</td></tr>`,
  );
  const issues =
    rows.length > 0
      ? `<table><tr><th>字段 field</th><th>原因 reason</th><th>允许 allowed</th></tr>${rows.join('')}</table>`
      : '';
  const more = problem.code
    ? `<p><a href="/errors/${escapeHtml(problem.code)}">说明 · what this means</a></p>`
    : '';
  return plainPage(
    `${problem.status} ${problem.title}`,
    `<h1>${problem.status} ${escapeHtml(problem.title_zh ?? '')} ${escapeHtml(problem.title)}</h1>
<p>${escapeHtml(problem.detail ?? '')}</p>${issues}${more}
<p class="quiet">请求编号 request id <code>${escapeHtml(problem.requestId)}</code></p>`,
  );
}
