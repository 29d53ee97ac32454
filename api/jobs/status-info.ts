import type { StatusInfo } from './job-inputs.ts';
import type { Job } from './job-record.ts';

const JSON_TYPE = 'application/json';
/** Relation of a job to its result in OGC API - Processes. */
const RESULTS = 'http://www.opengis.net/def/rel/ogc/1.0/results';

/** A job in the words of OGC API - Processes, without input and problem, for lists; `base` has no trailing slash. */
export function statusInfoOf(job: Job, base: string): StatusInfo {
  const self = `${base}/jobs/${job.id}`;
  const results = {
    href: `${self}/results`,
    rel: RESULTS,
    type: 'application/geo+json',
    title: '结果 · Result',
  };
  return {
    jobID: job.id,
    processID: job.analysis,
    type: 'process',
    status: job.status,
    ...(job.message.en === null ? {} : { message: job.message.en }),
    ...(job.message.zh === null ? {} : { message_zh: job.message.zh }),
    // Rounded down: 100 means done.
    progress: Math.floor(job.progress * 100),
    created: job.created.toISOString(),
    ...(job.started ? { started: job.started.toISOString() } : {}),
    ...(job.finished ? { finished: job.finished.toISOString() } : {}),
    updated: job.updated.toISOString(),
    attempts: job.attempts,
    ...(job.scenario === null ? {} : { scenario: job.scenario }),
    links: [
      { href: self, rel: 'self', type: JSON_TYPE, title: '任务 · Job' },
      ...(job.status === 'successful' ? [results] : []),
    ],
  };
}

/** The same with what was asked, and why it failed. */
export function fullStatusInfoOf(job: Job, base: string): StatusInfo {
  return {
    ...statusInfoOf(job, base),
    input: { ...job.input },
    ...(job.problem ? { problem: { ...job.problem } } : {}),
  };
}
