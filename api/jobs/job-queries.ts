import { z } from 'zod';
import { namedQuery } from '../db/named-query.ts';

const id = z.string();

/** Puts a job at the end of the queue; no row when too many wait. */
export const addJob = namedQuery('jobs/add-job', {
  params: z.object({
    analysis: z.string(),
    input: z.string(),
    scenario: id.nullable(),
    actor: z.string(),
    request_id: z.string(),
    most_waiting: z.number(),
  }),
  row: z.object({ job_id: id }),
});

/** Gives the next job to a runner; no row when nothing waits. */
export const claimNext = namedQuery('jobs/claim-next', {
  params: z.object({ runner: id }),
  row: z.object({
    job_id: id,
    analysis: z.string(),
    input: z.record(z.string(), z.unknown()),
    scenario: id.nullable(),
    attempts: z.number(),
    request_id: z.string(),
  }),
});

/** A job that a runner has claimed. */
export type ClaimedJob = z.output<typeof claimNext.row>;

/** Heartbeat and progress of a runner's jobs; gives those that are still its own. */
export const tellProgress = namedQuery('jobs/tell-progress', {
  params: z.object({
    runner: id,
    jobs: z.array(id),
    attempts: z.array(z.number()),
    progress: z.array(z.number()),
    messages: z.array(z.string().nullable()),
  }),
  row: z.object({ job_id: id }),
});

/** Success with its answer; no row when the job is no longer this runner's. */
export const keepResult = namedQuery('jobs/keep-result', {
  params: z.object({
    job: id,
    runner: id,
    attempts: z.number(),
    media_type: z.string(),
    content: z.string(),
  }),
  row: z.object({ job_id: id }),
});

/** Queues jobs again whose runner is no more, or fails them after too many attempts. */
export const recoverLost = namedQuery('jobs/recover-lost', {
  params: z.object({
    runner: id,
    own: z.array(id),
    silence_s: z.number(),
    most_attempts: z.number(),
    problem: z.string(),
    message_zh: z.string(),
    message_en: z.string(),
  }),
  row: z.object({ job_id: id, status: z.string(), attempts: z.number() }),
});
