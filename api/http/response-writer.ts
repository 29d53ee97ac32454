import type { Response } from 'express';

/**
 * Writes pieces to a response no faster than the client reads them: each call ends once there is room for more.
 * One listener serves all pieces, since the compressing response never lets go of the listeners it is given.
 * A call throws the signal's reason when the client went away or the time is up.
 */
export function responseWriter(res: Response, signal: AbortSignal): (piece: string) => Promise<void> {
  let wake: (() => void) | undefined;
  const settle = () => {
    wake?.();
    wake = undefined;
  };
  res.on('drain', settle);
  signal.addEventListener('abort', settle, { once: true });
  return async (piece) => {
    signal.throwIfAborted();
    if (res.write(piece)) return;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (signal.aborted) settle();
    });
    signal.throwIfAborted();
  };
}
