import { bedQueue } from './bed-queue.ts';
import { priorityGroups } from './priority-groups.ts';
import { ranking } from './ranking.ts';
import { releaseAttribution } from './release-attribution.ts';
import { releaseEvents } from './release-events.ts';
import { releaseLapse } from './release-lapse.ts';
import { releasePublication } from './release-publication.ts';
import { releaseReset } from './release-reset.ts';
import { releaseSum } from './release-sum.ts';
import { releaseValidity } from './release-validity.ts';

/** Rule kinds about the release ledger (释放量), the order of a batch and the queue for beds. */
export const RELEASE_KINDS = [
  ranking,
  priorityGroups,
  bedQueue,
  releaseEvents,
  releaseAttribution,
  releaseValidity,
  releaseSum,
  releasePublication,
  releaseReset,
  releaseLapse,
] as const;
