// Asking the service: JSON in, problems (RFC 9457) out as errors.

/** Address of the service: the folder above /map/. */
export const SERVICE = new URL('../', document.baseURI).href;
const KEY = 'dingdian-api-key';

/** An answer that is not one: `problem` as the service told it, or a text key when it told nothing. */
export class AskError extends Error {
  /** @param {string} message @param {{ problem?: any, textKey?: string, status?: number }} [about] */
  constructor(message, { problem = null, textKey = null, status = 0 } = {}) {
    super(message);
    this.problem = problem;
    this.textKey = textKey;
    this.status = status;
  }
}

/**
 * The text and the value of a JSON answer. Throws AskError; an aborted request throws the signal's reason.
 * @param {string} url @param {AbortSignal} [signal] @param {string} [accept]
 */
export async function fetchJson(url, signal, accept) {
  const { text, value } = await sendJson(url, { signal, accept });
  return { text, value };
}

/**
 * A request with a JSON body, or another method. Throws as fetchJson.
 * @param {string} url
 * @param {{ method?: string, body?: unknown, prefer?: string, keepalive?: boolean, signal?: AbortSignal, accept?: string }} about
 */
export async function sendJson(url, { method, body, prefer, keepalive, signal, accept }) {
  const key = storedKey();
  const headers = {
    Accept: `${accept ?? 'application/geo+json, application/json'}, application/problem+json`,
    ...(key ? { Authorization: `Bearer ${key}` } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(prefer ? { Prefer: prefer } : {}),
  };
  let response;
  let text;
  try {
    response = await fetch(url, {
      headers,
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      keepalive: keepalive === true,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new AskError('unreachable', { textKey: 'unreachable' });
  }
  const value = parse(text);
  if (response.ok && value !== undefined) return { status: response.status, text, value };
  throw new AskError(value?.title ?? response.statusText, {
    problem: typeof value?.title === 'string' ? value : null,
    textKey: 'notJson',
    status: response.status,
  });
}

/** All features of a layer's pages up to `most`; `matched` is how many there are. @param {string} url @param {number} most @param {AbortSignal} signal */
export async function fetchFeatures(url, most, signal) {
  const features = [];
  let matched = null;
  let next = url;
  while (next) {
    const { value } = await fetchJson(next, signal);
    matched ??= typeof value.numberMatched === 'number' ? value.numberMatched : null;
    if (matched !== null && matched > most) return { features: [], matched, complete: false };
    features.push(...(value.features ?? []));
    next = nextPage(value, next);
    if (next && features.length >= most)
      return { features, matched: matched ?? features.length, complete: false };
  }
  return { features, matched: matched ?? features.length, complete: true };
}

function nextPage(page, from) {
  const link = (page.links ?? []).find((one) => one.rel === 'next' && typeof one.href === 'string');
  if (!link || (page.features ?? []).length === 0) return null;
  // Behind a proxy the service may name itself differently; the page may only speak with its own origin.
  const target = new URL(link.href, from);
  return new URL(`${new URL(from).pathname}${target.search}`, from).href;
}

/** @param {string} key */
export function storeKey(key) {
  if (key) sessionStorage.setItem(KEY, key);
  else sessionStorage.removeItem(KEY);
}

function storedKey() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
