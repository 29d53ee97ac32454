import { z } from 'zod';
import type { PlanningOperation } from '../planning/operation.ts';
import { jobsPageSchema, jobsQuerySchema, newJobSchema, statusInfoSchema } from './job-inputs.ts';

const parameters = { id: 'Id of the job (UUID).' };

/** What `jobRoutes` answers. */
export const JOB_OPERATIONS: readonly PlanningOperation[] = [
  {
    method: 'post',
    path: '/jobs',
    operationId: 'createJob',
    summary: 'Ask a question that is answered later; its address is in Location',
    tag: 'questions',
    body: newJobSchema,
    status: 201,
    answer: statusInfoSchema,
  },
  {
    method: 'get',
    path: '/jobs',
    operationId: 'listJobs',
    summary: 'Jobs, latest first',
    tag: 'questions',
    query: jobsQuerySchema,
    status: 200,
    answer: jobsPageSchema,
  },
  {
    method: 'get',
    path: '/jobs/{id}',
    operationId: 'getJob',
    summary: 'State and progress of a job',
    tag: 'questions',
    parameters,
    status: 200,
    answer: statusInfoSchema,
  },
  {
    method: 'get',
    path: '/jobs/{id}/results',
    operationId: 'getJobResults',
    summary:
      'The answer of a successful job, as its question would have sent it; 404 (result-not-ready) before, and the problem of a failed job',
    tag: 'questions',
    parameters,
    status: 200,
    answer: z.looseObject({ type: z.literal('FeatureCollection') }),
    mediaType: 'application/geo+json',
  },
  {
    method: 'delete',
    path: '/jobs/{id}',
    operationId: 'dismissJob',
    summary:
      'Dismiss a job: it is stopped and its result removed (whoever submitted it, or a key of role editor)',
    tag: 'questions',
    parameters,
    status: 200,
    answer: statusInfoSchema,
  },
];
