import { z } from 'zod';
import type { PlanningOperation } from '../operation.ts';
import { bulletinAnswer, bulletinSummary } from './bulletins.ts';
import {
  bulletinInput,
  bulletinsQuery,
  eventInput,
  lotInput,
  lotQuery,
  lotsQuery,
  pageQuery,
  poolsQuery,
  reversalInput,
  transferInput,
  usageInput,
} from './ledger-inputs.ts';
import { entryAnswer, lotAnswer } from './lots.ts';
import { poolsAnswer } from './pools-document.ts';
import { eventAnswer } from './release-by-event.ts';
import { reversalAnswer } from './reverse-entry.ts';
import { transferAnswer } from './transfer-quantity.ts';

const LOT = { id: 'Id of the lot.' };
const asOf = z.string();
const next = z.string().optional();

/** What the routes of the release ledger are, for OpenAPI. */
export const LEDGER_OPERATIONS: readonly PlanningOperation[] = [
  {
    method: 'get',
    path: '/release-lots',
    operationId: 'list-release-lots',
    summary: 'Released quantities with their balance on a day, earliest expiry first',
    query: lotsQuery,
    status: 200,
    answer: z.strictObject({ asOf, items: z.array(lotAnswer), next }),
  },
  {
    method: 'post',
    path: '/release-lots',
    operationId: 'add-release-lots',
    summary:
      'Enter the end of an agreement or a downgrade (the plan’s rules make the lots), or one lot by hand; 200 when it stands already or releases nothing',
    role: 'editor',
    // An event or a lot: a union, which OpenAPI writes as anyOf.
    body: z.union([eventInput, lotInput]),
    status: 201,
    otherStatus: 200,
    answer: z.union([eventAnswer, lotAnswer]),
  },
  {
    method: 'get',
    path: '/release-lots/{id}',
    operationId: 'get-release-lot',
    summary: 'One lot with every entry of the ledger',
    parameters: LOT,
    query: lotQuery,
    status: 200,
    answer: lotAnswer.extend({ asOf, entries: z.array(entryAnswer) }),
  },
  {
    method: 'post',
    path: '/release-lots/{id}/usage',
    operationId: 'decide-release-lot-usage',
    summary: 'Decide whether an exit goes to the pool or fills a place of its street',
    role: 'editor',
    parameters: LOT,
    body: usageInput,
    status: 200,
    answer: lotAnswer,
  },
  {
    method: 'get',
    path: '/release-pools',
    operationId: 'list-release-pools',
    summary: 'What is left in each pool of a plan on a day, and until when',
    query: poolsQuery,
    status: 200,
    answer: poolsAnswer,
  },
  {
    method: 'post',
    path: '/release-transfers',
    operationId: 'transfer-release',
    summary: 'Move a released quantity to another pool by a document of the authority; last days are kept',
    role: 'editor',
    body: transferInput,
    status: 201,
    otherStatus: 200,
    answer: transferAnswer,
  },
  {
    method: 'post',
    path: '/ledger-entries/{id}/reversal',
    operationId: 'reverse-ledger-entry',
    summary: 'Take back an entry of the ledger by an entry of its own',
    role: 'editor',
    parameters: { id: 'Number of the entry.' },
    body: reversalInput,
    status: 201,
    otherStatus: 200,
    answer: reversalAnswer,
  },
  {
    method: 'get',
    path: '/release-bulletins',
    operationId: 'list-release-bulletins',
    summary: 'Quarterly bulletins of released quantities, latest first (JSON or a page)',
    query: bulletinsQuery.extend(pageQuery.shape),
    status: 200,
    answer: z.strictObject({ items: z.array(bulletinSummary), next }),
  },
  {
    method: 'post',
    path: '/release-bulletins',
    operationId: 'publish-release-bulletin',
    summary: 'Publish the totals and last days of a quarter; a snapshot that never changes',
    role: 'editor',
    body: bulletinInput,
    status: 201,
    otherStatus: 200,
    answer: bulletinAnswer,
  },
  {
    method: 'get',
    path: '/release-bulletins/{id}',
    operationId: 'get-release-bulletin',
    summary: 'One bulletin, as JSON or as a page to print',
    parameters: { id: 'Id of the bulletin.' },
    query: pageQuery,
    status: 200,
    answer: bulletinAnswer,
  },
];
