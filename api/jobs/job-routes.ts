import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { ANALYSES } from '../analyses/registry.ts';
import { ForbiddenError, NoSuchJobError, NotFoundError, ResultNotReadyError } from '../errors.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { baseUrl } from '../http/base-url.ts';
import { type Caller, callerOf, ROLES } from '../http/caller.ts';
import { jsonBodyOf } from '../http/json-body.ts';
import { parseInput } from '../http/parse-input.ts';
import { jobsQuerySchema, newJobSchema } from './job-inputs.ts';
import type { Job, JobProblem } from './job-record.ts';
import { dismissJob, findResult, getJob, listJobs } from './job-store.ts';
import { respondAsyncRoutes } from './respond-async-routes.ts';
import { fullStatusInfoOf, statusInfoOf } from './status-info.ts';
import { submitJob } from './submit-job-routes.ts';

const NOTHING = z.strictObject({});

/**
 * `/jobs`: questions that are answered later. Who may ask may submit and read; a job is dismissed by whoever submitted it, or
 * with a key of role editor. Also takes `Prefer: respond-async` where questions are asked, so it is mounted before those routes.
 */
export function jobRoutes(deps: AppDependencies): Router {
  const { database, config } = deps;
  const router = Router();
  router.use(respondAsyncRoutes(deps));

  router.post('/jobs', async (req, res) => {
    const { analysis: id, input: given, scenario = null } = parseInput(newJobSchema, jsonBodyOf(req));
    const analysis = ANALYSES.find((one) => one.id === id);
    if (!analysis) throw new NotFoundError(`there is no question ${id}`);
    await submitJob(deps, { analysis, given, scenario }, req, res);
  });

  router.get('/jobs', async (req, res) => {
    const { limit, after, ...filter } = parseInput(jobsQuerySchema, req.query);
    const found = await listJobs(database, filter, { limit: limit + 1, before: after });
    const base = baseUrl(req, config);
    const page = found.slice(0, limit);
    const link = (rel: string, title: string, from: number | undefined) => ({
      href: `${base}/jobs?${queryOf({ ...filter, limit, after: from })}`,
      rel,
      type: 'application/json',
      title,
    });
    const last = page.at(-1)?.number;
    res.set('Cache-Control', 'no-store').json({
      jobs: page.map((job) => statusInfoOf(job, base)),
      links: [
        link('self', '本页 · This page', after),
        ...(found.length > limit ? [link('next', '下一页 · Next page', last)] : []),
      ],
    });
  });

  router.get('/jobs/:id', async (req, res) => {
    parseInput(NOTHING, req.query);
    sendJob(req, res, await getJob(database, idOf(req)));
  });

  router.get('/jobs/:id/results', async (req, res) => {
    parseInput(NOTHING, req.query);
    const job = await getJob(database, idOf(req));
    res.set('Cache-Control', 'no-store');
    if (job.status === 'failed' && job.problem) return sendFailure(req, res, job.problem);
    if (job.status === 'dismissed')
      throw new NotFoundError(`the job ${job.id} was dismissed; it has no result`);
    const result = await findResult(database, job.id);
    if (!result)
      throw new ResultNotReadyError(
        `the job ${job.id} is ${job.status}, ${Math.floor(job.progress * 100)} % done`,
      );
    res.type(result.mediaType).send(result.content);
  });

  router.delete('/jobs/:id', async (req, res) => {
    parseInput(NOTHING, req.query);
    const job = await getJob(database, idOf(req));
    refuseOthers(callerOf(res), job);
    sendJob(req, res, await dismissJob(database, job.id));
  });

  function sendJob(req: Request, res: Response, job: Job): void {
    res.set('Cache-Control', 'no-store').json(fullStatusInfoOf(job, baseUrl(req, config)));
  }
  return router;
}

/** The problem that the question itself would have answered with. */
function sendFailure(req: Request, res: Response, problem: JobProblem): void {
  const { issues, ...core } = problem;
  const document = {
    ...core,
    instance: req.path,
    requestId: String(res.locals.requestId ?? ''),
    ...(issues ? { issues } : {}),
  };
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(document));
}

function refuseOthers({ actor, role }: Caller, job: Job): void {
  if (actor === job.actor || ROLES.indexOf(role) >= ROLES.indexOf('editor')) return;
  throw new ForbiddenError('a job is dismissed with the key that submitted it, or with one of role editor');
}

/** The UUID in the path. Throws NoSuchJobError: what is not one names nothing. */
function idOf(req: Request): string {
  const id = z.uuid().safeParse(req.params.id);
  if (id.success) return id.data;
  throw new NoSuchJobError(`there is no job ${String(req.params.id).slice(0, 100)}`);
}

function queryOf(parameters: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) query.set(name, String(value));
  return query;
}
