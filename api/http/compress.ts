import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';

/** Answered line by line while the question still streams in: a compressor would hold lines back. */
const LINE_BY_LINE = /ndjson|jsonl/i;
const ALSO_TEXT = /geo\+json-seq/i;

/** Compresses text answers over 1 kB; NDJSON passes through, so that each line arrives when it is written. */
export function compress(): RequestHandler {
  const filter = (req: Request, res: Response): boolean => {
    const type = String(res.getHeader('Content-Type') ?? '');
    if (LINE_BY_LINE.test(type)) return false;
    return ALSO_TEXT.test(type) || compression.filter(req, res);
  };
  return compression({ filter }) as RequestHandler;
}
