import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { InvalidInputError, NotFoundError } from '../errors.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { requireRole } from '../http/authenticate.ts';
import { callerOf } from '../http/caller.ts';
import { answerFor } from '../http/error-answer.ts';
import { parseInput } from '../http/parse-input.ts';
import { problemOf } from '../http/problem-document.ts';
import { requestSignal } from '../http/request-signal.ts';
import { importFile } from './import-file.ts';
import { IMPORT_KINDS, type ImportKind } from './import-kind.ts';
import type { ImportOptions } from './import-options.ts';
import { FileRejectedError, type ImportReport } from './import-report.ts';
import { type ImportFields, importFieldsSchema, importsPageSchema } from './import-request.ts';
import { getImportReport, listImportRuns } from './import-runs.ts';
import { type Preview, previewFile } from './preview-file.ts';
import { readMapping } from './read-mapping.ts';
import { receiveUpload, type Upload } from './receive-upload.ts';

/** `POST /imports/:kind` (multipart, role editor), `GET /imports` and `GET /imports/:id` (role editor). */
export function importRoutes(deps: AppDependencies): Router {
  const { database, config } = deps;
  const router = Router();
  router.post('/imports/:kind', requireRole('editor'), async (req, res) => {
    const kind = kindOf(req);
    parseInput(z.strictObject({}), req.query);
    try {
      const answer = await receiveUpload(req, res, config, (upload) =>
        runUpload(deps, kind, upload, req, res),
      );
      // Sent when the uploaded files are gone: a client that has its answer finds nothing of them left.
      if ('committed' in answer && answer.committed) res.status(201).location(`/imports/${answer.importId}`);
      res.set('Cache-Control', 'no-store').json(answer);
    } catch (error) {
      if (!(error instanceof FileRejectedError)) throw error;
      sendRejection(req, res, error);
    }
  });
  router.get('/imports', requireRole('editor'), async (req, res) => {
    const { limit, after } = parseInput(importsPageSchema, req.query);
    const imports = await listImportRuns(database, {
      limit: limit + 1,
      ...(after ? { before: readCursor(after) } : {}),
    });
    const page = imports.slice(0, limit);
    const last = page.at(-1);
    const next = imports.length > limit && last ? cursorOf(last) : undefined;
    res.set('Cache-Control', 'no-store').json({ imports: page, ...(next ? { next } : {}) });
  });
  router.get('/imports/:id', requireRole('editor'), async (req, res) => {
    parseInput(z.strictObject({}), req.query);
    const id = z.uuid().safeParse(req.params.id);
    if (!id.success) throw new NotFoundError(`there is no import ${String(req.params.id).slice(0, 100)}`);
    res.set('Cache-Control', 'no-store').json(await getImportReport(database, id.data));
  });
  return router;
}

async function runUpload(
  { database }: AppDependencies,
  kind: ImportKind,
  upload: Upload,
  req: Request,
  res: Response,
): Promise<ImportReport | Preview> {
  const fields = parseInput(importFieldsSchema, upload.fields);
  const options = toImportOptions(fields, upload.mapping);
  if (fields.preview !== undefined) return previewFile(kind, upload.file, options, fields.preview);
  return importFile(database, kind, upload.file, options, {
    actor: callerOf(res).actor,
    requestId: String(res.locals.requestId ?? ''),
    signal: requestSignal(req, res),
  });
}

/** 422 as problem+json; every issue names its row besides the usual members, and `report` holds the counts. */
function sendRejection(req: Request, res: Response, error: FileRejectedError): void {
  const { issues, ...report } = error.report;
  const problem = {
    ...problemOf(req, res, answerFor(error)),
    issues: issues.map(({ reason, ...issue }) => ({ ...issue, reason: reason.en, reason_zh: reason.zh })),
    report,
  };
  res
    .status(422)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

function kindOf(req: Request): ImportKind {
  const kind = z.enum(IMPORT_KINDS).safeParse(req.params.kind);
  if (kind.success) return kind.data;
  throw new NotFoundError(
    `there is nothing to import as ${String(req.params.kind).slice(0, 100)}; known: ${IMPORT_KINDS.join(', ')}`,
  );
}

function toImportOptions(
  { preview: _preview, mapping, ...fields }: ImportFields,
  mappingFile: string | undefined,
): ImportOptions {
  const text = mappingFile ?? mapping;
  const given = { ...fields, ...(text === undefined ? {} : { mapping: readMapping(text) }) };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as ImportOptions;
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

function cursorOf(run: { finishedAt: string; importId: string }): string {
  return Buffer.from(JSON.stringify([run.finishedAt, run.importId])).toString('base64url');
}

function readCursor(text: string): { finishedAt: string; importId: string } {
  try {
    const [finishedAt, importId] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { finishedAt, importId };
  } catch {
    throw new InvalidInputError([
      { field: 'after', value: text, reason: 'is not the next of a page', allowed: 'the value of next' },
    ]);
  }
}
