// The request of a question: as an address, as a JSON body, and as a line for the shell.

import { parseRows } from './rows-text.js';

/** @param {string} base address of the service, ending in a slash @param {string} id @param {Record<string, string>} inputs */
export function questionUrl(base, id, inputs) {
  const url = new URL(id, base);
  url.search = new URLSearchParams(inputs).toString();
  return url.href;
}

/**
 * The inputs as the members of a JSON body. A text that is not what its field wants is sent as it stands: the service says what
 * is wrong with it.
 * @param {import('./questions.js').Question} question @param {Record<string, string>} inputs @returns {Record<string, unknown>}
 */
export function questionBody(question, inputs) {
  const entries = Object.entries(inputs).map(([name, text]) => {
    const field = question.fields.find((one) => one.name === name);
    return [name, field ? typed(field, text) : text];
  });
  return Object.fromEntries(entries);
}

function typed({ kind, columns }, text) {
  if (kind === 'rows') return parseRows(text, columns ?? []);
  if ((kind === 'number' || kind === 'integer') && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'flag' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** A line for a POSIX shell that asks the same, with the values readable. @param {string} base @param {string} id @param {Record<string, string>} inputs */
export function curlLine(base, id, inputs) {
  const values = Object.entries(inputs).map(([name, value]) =>
    /^[\w.:+-]+$/.test(value) && !value.includes('+')
      ? `-d ${name}=${value}`
      : `--data-urlencode ${shellQuote(`${name}=${value}`)}`,
  );
  return ['curl -G', shellQuote(new URL(id, base).href), ...values].join(' ');
}

/** The same with a JSON body, for a question that takes no other. @param {string} base @param {string} id @param {Record<string, unknown>} body */
export function curlPostLine(base, id, body) {
  return [
    'curl',
    shellQuote(new URL(id, base).href),
    "-H 'Content-Type: application/json'",
    `-d ${shellQuote(JSON.stringify(body))}`,
  ].join(' ');
}

function shellQuote(text) {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
