// A question that takes long: asked as a job, followed until it is done, dismissed when nobody waits for it any more.

import { AskError, fetchJson, SERVICE, sendJson } from './api-client.js';

const LONG = new Set(['site-suggestions', 'conflict-audit', 'accessibility', 'eligible-zones']);
const DONE = new Set(['successful', 'failed', 'dismissed']);
/** Between two looks at a job: short at first, since many are done at once. */
const FIRST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 1_500;
/** Looks in a row that may fail before the service counts as gone. */
const MOST_FAILURES = 4;

/** Whether a question is asked as a job. @param {string} id @param {Record<string, string>} inputs */
export function takesLong(id, inputs) {
  return LONG.has(id) || (id === 'coverage-gaps' && inputs.metric === 'walk');
}

/**
 * The text and the value of the answer, which the service works out in the background. Throws what the question itself would; an
 * abort dismisses the job and throws the signal's reason.
 * @param {string} id @param {Record<string, unknown>} body @param {AbortSignal} signal
 * @param {(job: any) => void} onState called with the job as GET /jobs/{id} tells it
 */
export async function askAsJob(id, body, signal, onState) {
  const prefer = 'respond-async';
  const submitted = await sendJson(`${SERVICE}${id}`, { body, prefer, signal });
  // A service without jobs answers at once.
  if (submitted.status !== 201 || typeof submitted.value.jobID !== 'string') return submitted;
  // Its address as seen from here: behind a proxy the service may name itself differently.
  const address = `${SERVICE}jobs/${encodeURIComponent(submitted.value.jobID)}`;
  const dismiss = () => void sendJson(address, { method: 'DELETE', keepalive: true }).catch(() => undefined);
  window.addEventListener('pagehide', dismiss);
  try {
    onState(submitted.value);
    await follow(address, signal, onState);
    return await fetchJson(`${address}/results`, signal);
  } catch (error) {
    if (signal.aborted) dismiss();
    throw error;
  } finally {
    window.removeEventListener('pagehide', dismiss);
  }
}

async function follow(address, signal, onState) {
  let failures = 0;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 1.5)) {
    await wait(waitMs, signal);
    try {
      const { value } = await fetchJson(address, signal);
      failures = 0;
      onState(value);
      if (DONE.has(value.status)) return;
    } catch (error) {
      failures += 1;
      const isPassing = error instanceof AskError && (error.status === 0 || error.status >= 500);
      if (signal.aborted || !isPassing || failures >= MOST_FAILURES) throw error;
    }
  }
}

/** @param {number} ms @param {AbortSignal} signal */
function wait(ms, signal) {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve(undefined);
    }, ms);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
