// What went wrong, told with the field, the reason and what would be accepted.

import { element } from './dom.js';
import { fieldLabel } from './labels.js';

/** @param {any} error an AskError @param {{ language: 'zh' | 'en', t: (key: string, values?: any) => string }} speech @param {(key: string) => void} onKey */
export function problemView(error, { language, t }, onKey) {
  const problem = error.problem;
  const title = problem ? (language === 'zh' && problem.title_zh) || problem.title : t('failed');
  const issues = problem?.issues ?? [];
  const said = problem
    ? issues.length === 0
      ? problem.detail
      : null
    : t(error.textKey ?? 'unreachable', { status: error.status });
  return element(
    'section',
    { class: 'problem', role: 'alert' },
    element('h2', {}, title),
    said ? element('p', {}, said) : null,
    issues.length > 0
      ? element(
          'ul',
          {},
          issues.map((issue) => issueLine(issue, language, t)),
        )
      : null,
    error.status === 401 ? keyForm(t, onKey) : null,
    problem?.requestId ? element('p', { class: 'quiet' }, `${t('requestId')} ${problem.requestId}`) : null,
  );
}

function issueLine(issue, language, t) {
  const given =
    issue.value === undefined || issue.value === null
      ? null
      : typeof issue.value === 'string'
        ? issue.value
        : JSON.stringify(issue.value);
  return element(
    'li',
    {},
    element('strong', {}, fieldLabel(issue.field, language)),
    ` (${issue.field}): ${issue.reason}`,
    given === null ? null : element('span', { class: 'detail' }, `${t('given')}${given}`),
    issue.allowed ? element('span', { class: 'detail' }, `${t('allowed')}${issue.allowed}`) : null,
  );
}

function keyForm(t, onKey) {
  const input = element('input', { type: 'password', id: 'api-key', autocomplete: 'off' });
  const submit = (event) => {
    event.preventDefault();
    onKey(input.value.trim());
  };
  return element(
    'form',
    { onsubmit: submit },
    element('label', { for: 'api-key' }, t('apiKey')),
    input,
    element('button', { type: 'submit' }, t('useKey')),
  );
}
