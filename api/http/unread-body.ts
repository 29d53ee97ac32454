import type { Request } from 'express';

/** As much of a refused body as is read to its end; a client that sends more is cut off while it sends. */
const MOST_BYTES = 1_000_000;
const MOST_MS = 2_000;

/**
 * Calls `then` once the request's body has been read to its end (and thrown away), or is too long or slow for that.
 * A client that is still sending when its connection is closed sees a broken pipe instead of the answer that explains it.
 */
export function afterBody(req: Request, then: () => void): void {
  const hasBody =
    req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (!hasBody || req.readableEnded || req.destroyed) {
    then();
    return;
  }
  let left = MOST_BYTES;
  const count = (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) finish();
  };
  const timer = setTimeout(finish, MOST_MS);
  function finish(): void {
    clearTimeout(timer);
    req.off('data', count).off('end', finish).off('close', finish);
    then();
  }
  req.on('data', count).once('end', finish).once('close', finish).resume();
}
