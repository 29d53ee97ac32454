import type { Request, Response } from 'express';
import { requestSignal } from './request-signal.ts';
import { responseWriter } from './response-writer.ts';

/**
 * Sends pieces of text as they come, no faster than the client reads them, so that an answer of any length needs the memory of one
 * piece. The first piece is made before the headers go out: an error up to there is answered as usual, a later one cuts the
 * connection. A HEAD request is answered after the first piece.
 */
export async function sendTextStream(
  req: Request,
  res: Response,
  contentType: string,
  pieces: AsyncGenerator<string>,
): Promise<void> {
  const signal = requestSignal(req, res);
  try {
    const first = await pieces.next();
    // Set on the response itself: Express would add a charset to every type, which application/geo+json does not have.
    res.setHeader('Content-Type', contentType);
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    const write = responseWriter(res, signal);
    if (!first.done) await write(first.value);
    for await (const piece of pieces) await write(piece);
    res.end();
  } finally {
    await pieces.return(undefined);
  }
}
