import { z } from 'zod';
import type { PlanningOperation } from '../operation.ts';
import {
  bodyOf,
  correctionBody,
  endBody,
  listAnswer,
  listQuery,
  manyAnswer,
  snapshotsAnswer,
} from './dated-queries.ts';
import { answerSchema, type DatedResource } from './dated-resource.ts';
import { DATED_RESOURCES } from './resources.ts';
import { SATURATION_SNAPSHOTS, snapshotsInput } from './saturation-snapshots.ts';

const ID = { id: 'Number of the row, as `id` gives it.' };

/** Lists and single rows of one resource. */
function readingOperations(resource: DatedResource): PlanningOperation[] {
  const { path, one, title } = resource;
  return [
    {
      method: 'get',
      path: `/${path}`,
      operationId: `list-${path}`,
      summary: `${title.en}: dated data of the authority, in the order of entry`,
      query: listQuery(resource),
      status: 200,
      answer: listAnswer(resource),
    },
    {
      method: 'get',
      path: `/${path}/{id}`,
      operationId: `get-${path}`,
      summary: `One ${one}`,
      parameters: ID,
      status: 200,
      answer: answerSchema(resource),
    },
  ];
}

/** What the routes of dated data are, for OpenAPI. */
export const DATED_DATA_OPERATIONS: readonly PlanningOperation[] = [
  ...DATED_RESOURCES.flatMap(operationsOf),
  ...readingOperations(SATURATION_SNAPSHOTS),
  {
    method: 'post',
    path: `/${SATURATION_SNAPSHOTS.path}`,
    operationId: 'publish-saturation-snapshots',
    summary:
      'Publish the saturation classes of districts as of a day; computed by the plan’s rule, never changed afterwards',
    role: 'editor',
    body: snapshotsInput,
    status: 201,
    otherStatus: 200,
    answer: snapshotsAnswer(SATURATION_SNAPSHOTS),
  },
];

function operationsOf(resource: DatedResource): PlanningOperation[] {
  const { path, one, period } = resource;
  const correction = correctionBody(resource);
  const writing = { method: 'post', role: 'editor', answer: answerSchema(resource) } as const;
  return [
    ...readingOperations(resource),
    {
      ...writing,
      path: `/${path}`,
      operationId: `add-${path}`,
      summary: `Enter one ${one}, or up to 5,000 as \`items\` (all or none); 200 when all is stored already`,
      // One row or many: a union, which OpenAPI writes as anyOf.
      body: bodyOf(resource),
      answer: z.union([answerSchema(resource), manyAnswer]),
      status: 201,
      otherStatus: 200,
    },
    ...(period === 'validity'
      ? [
          {
            ...writing,
            path: `/${path}/{id}/end`,
            operationId: `end-${path}`,
            summary: `End an open ${one} on its last day`,
            parameters: ID,
            body: endBody,
            status: 200,
          },
        ]
      : []),
    ...(correction
      ? [
          {
            ...writing,
            path: `/${path}/{id}/correction`,
            operationId: `correct-${path}`,
            summary: `Put right values of a ${one} that were entered wrongly; the audit row keeps the former ones`,
            parameters: ID,
            body: correction,
            status: 200,
          },
        ]
      : []),
  ];
}
