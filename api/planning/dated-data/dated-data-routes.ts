import { type Request, Router } from 'express';
import { z } from 'zod';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { requireRole } from '../../http/authenticate.ts';
import { baseUrl } from '../../http/base-url.ts';
import { jsonBodyOf } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { plansOf } from '../plans-of.ts';
import { trailOf } from '../trail-of-routes.ts';
import { findAreas } from './area-references.ts';
import { toAnswer } from './dated-answer.ts';
import { correctionBody, endBody, listQuery, manyItems } from './dated-queries.ts';
import { type DatedItem, type DatedResource, itemSchema } from './dated-resource.ts';
import { type DatedFilter, listRows } from './dated-statements.ts';
import { DATED_RESOURCES } from './resources.ts';
import { publishSnapshots, SATURATION_SNAPSHOTS, snapshotsInput } from './saturation-snapshots.ts';
import { readItems } from './understand-items.ts';
import { addDatedItems, correctDatedRow, endDatedRow, getDatedRow } from './write-dated-data.ts';

/**
 * The dated data of the authority: for each resource `GET /x`, `GET /x/{id}`, `POST /x` (one row, or `items`),
 * `POST /x/{id}/end` where rows have periods, `POST /x/{id}/correction` where values can be put right. Writes need role editor.
 */
export function datedDataRoutes(deps: AppDependencies): Router {
  const router = Router();
  for (const resource of DATED_RESOURCES) addResource(router, deps, resource);
  addReading(router, deps, SATURATION_SNAPSHOTS);
  addPublishing(router, deps);
  return router;
}

/** `POST /saturation-snapshots`: computed, then never changed. */
function addPublishing(router: Router, { database, config }: AppDependencies) {
  const plans = plansOf(config);
  router.post(`/${SATURATION_SNAPSHOTS.path}`, requireRole('editor'), async (req, res) => {
    const input = parseInput(snapshotsInput, jsonBodyOf(req));
    const { rows, created } = await withoutRows(publishSnapshots(database, plans, input, trailOf(res)));
    const snapshots = rows.map((row) => toAnswer(SATURATION_SNAPSHOTS, row));
    res.status(created > 0 ? 201 : 200).json({ created, unchanged: rows.length - created, snapshots });
  });
}

/** Lists and shows one resource. */
function addReading(router: Router, { database, config }: AppDependencies, resource: DatedResource) {
  const query = listQuery(resource);
  router.get(`/${resource.path}`, async (req, res) => {
    const given = parseInput(query, req.query);
    const { limit, after, plan, city, areaCode, areaLevel, asOf } = given as unknown as DatedFilter;
    if (areaCode !== undefined) {
      const [area] = await findAreas(database, [{ code: areaCode, on: asOf ?? '9999-12-31' }]);
      if (area && 'reason' in area && area.field === 'areaCode') throw new InvalidInputError([area]);
    }
    const equals = Object.fromEntries(
      resource.fields
        .filter((field) => field.isFilter && given[field.name] !== undefined)
        .map((field) => [field.column, given[field.name] as string | number]),
    );
    const rows = await listRows(database, resource, {
      plan,
      city,
      areaCode,
      areaLevel,
      asOf,
      after,
      equals,
      onlyLatest: given.latest === 'true',
      limit: limit + 1,
    });
    const items = rows.slice(0, limit).map((row) => toAnswer(resource, row));
    const last = rows[limit - 1];
    const isMore = rows.length > limit && last !== undefined;
    res.json({
      items,
      ...(isMore ? { next: nextUrl(req, `${baseUrl(req, config)}/${resource.path}`, last.id) } : {}),
    });
  });
  router.get(`/${resource.path}/:id`, async (req, res) => {
    parseInput(z.strictObject({}), req.query);
    res.json(toAnswer(resource, await getDatedRow(database, resource, idOf(req, resource))));
  });
}

function addResource(router: Router, deps: AppDependencies, resource: DatedResource) {
  const { database, config } = deps;
  const plans = plansOf(config);
  const schema = itemSchema(resource);
  const isEditor = requireRole('editor');
  addReading(router, deps, resource);
  router.post(`/${resource.path}`, isEditor, async (req, res) => {
    const body = jsonBodyOf(req);
    const trail = trailOf(res);
    if (isObject(body) && 'items' in body) {
      const { items, issues } = readItems(schema, parseInput(manyItems, body).items, parseInput, issuesOf);
      if (issues.length > 0) throw new InvalidInputError(issues.slice(0, 100));
      const { ids, created } = await addDatedItems(database, plans, resource, items, trail);
      res.status(created > 0 ? 201 : 200).json({ created, unchanged: ids.length - created, ids });
      return;
    }
    const item: DatedItem = parseInput(schema, body);
    const { ids, created } = await withoutRows(addDatedItems(database, plans, resource, [item], trail));
    const id = ids[0] ?? 0;
    const row = await getDatedRow(database, resource, id);
    res
      .status(created > 0 ? 201 : 200)
      .location(`/${resource.path}/${id}`)
      .json(toAnswer(resource, row));
  });
  if (resource.period === 'validity')
    router.post(`/${resource.path}/:id/end`, isEditor, async (req, res) => {
      const given = parseInput(endBody, jsonBodyOf(req));
      const row = await endDatedRow(database, resource, idOf(req, resource), given, trailOf(res));
      res.json(toAnswer(resource, row));
    });
  const correction = correctionBody(resource);
  if (correction)
    router.post(`/${resource.path}/:id/correction`, isEditor, async (req, res) => {
      const given = parseInput(correction, jsonBodyOf(req)) as { document: string };
      const row = await correctDatedRow(database, resource, idOf(req, resource), given, trailOf(res));
      res.json(toAnswer(resource, row));
    });
}

function idOf(req: Request, resource: DatedResource): number {
  const id = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).safeParse(req.params.id);
  if (id.success) return id.data;
  throw new NotFoundError(`there is no ${resource.one} ${String(req.params.id).slice(0, 100)}`);
}

function nextUrl(req: Request, path: string, after: number): string {
  const query = new URLSearchParams(req.query as Record<string, string>);
  query.set('after', String(after));
  return `${path}?${query.toString()}`;
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function issuesOf(error: unknown) {
  if (error instanceof InvalidInputError) return error.issues;
  throw error;
}

/** One row needs no number. */
async function withoutRows<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof InvalidInputError) && !(error instanceof ConflictError)) throw error;
    const issues = error.issues.map((issue) => {
      const { row: _row, ...rest } = issue as typeof issue & { row?: number };
      return rest;
    });
    throw error instanceof InvalidInputError
      ? new InvalidInputError(issues)
      : new ConflictError(error.message, issues);
  }
}
