import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import multer from 'multer';
import type { Config } from '../config.ts';
import { InvalidInputError, UnsupportedMediaTypeError } from '../errors.ts';
import type { ImportedFile } from './import-file.ts';

/** What multer's middleware is called with: an Express request and its response. */
type Handler = ReturnType<ReturnType<typeof multer>['any']>;

export interface Upload {
  readonly file: ImportedFile;
  /** Text of the `mapping` part, if it came as a file. */
  readonly mapping: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Receives a multipart body into a temporary folder, hands it to `work` and removes the folder whatever happens.
 * Throws UnsupportedMediaTypeError for another body, InvalidInputError when the part `file` is missing, PayloadTooLargeError
 * (by translation of multer's error) beyond MAX_UPLOAD_BYTES.
 */
export async function receiveUpload<T>(
  req: Parameters<Handler>[0],
  res: Parameters<Handler>[1],
  config: Pick<Config, 'MAX_UPLOAD_BYTES'>,
  work: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (!req.is('multipart/form-data'))
    throw new UnsupportedMediaTypeError('an import is sent as multipart/form-data with a part named file');
  const folder = await mkdtemp(join(tmpdir(), 'dingdian-upload-'));
  try {
    const receive = multer({
      storage: multer.diskStorage({
        destination: folder,
        filename: (_req, file, done) => done(null, file.fieldname),
      }),
      limits: { fileSize: config.MAX_UPLOAD_BYTES, files: 2, fields: 40, fieldSize: 1_000_000, parts: 50 },
      defParamCharset: 'utf8',
    }).fields([
      { name: 'file', maxCount: 1 },
      { name: 'mapping', maxCount: 1 },
    ]);
    await new Promise<void>((resolve, reject) => {
      receive(req, res, (error: unknown) => (error ? reject(error as Error) : resolve()));
    });
    const parts = (req.files ?? {}) as Record<string, Express.Multer.File[]>;
    const file = parts.file?.[0];
    if (!file)
      throw new InvalidInputError([
        {
          field: 'file',
          reason: 'is required: the part that holds the file',
          allowed: 'a file part named file',
        },
      ]);
    const mapping = parts.mapping?.[0];
    return await work({
      // Only the last part of the name: what a client sends as a path stays a name.
      file: { path: file.path, fileName: basename(file.originalname.replaceAll('\\', '/')) || 'upload' },
      mapping: mapping ? await readFile(mapping.path, 'utf8') : undefined,
      fields: { ...(req.body as Record<string, unknown>) },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
