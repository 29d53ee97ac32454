import { z } from 'zod';
import { applicationSchema } from '../../policy/application.ts';
import { factsSchema } from '../../policy/facts.ts';
import { assessmentResultSchema } from '../../policy/finding.ts';
import { reviewSchema } from '../../policy/reviews.ts';
import type { PlanningOperation } from '../operation.ts';
import { assessmentAnswerSchema } from './assessment-geojson.ts';
import {
  assessmentQuerySchema,
  assessmentsQuerySchema,
  newAssessmentSchema,
  replayQuerySchema,
} from './assessment-inputs.ts';
import { assessmentSummarySchema } from './read-assessments.ts';
import { replayReportSchema } from './replay.ts';

const storedSchema = assessmentSummarySchema.omit({ plan: true, applicant: true, overall: true }).extend({
  planId: z.string(),
  planHash: z.string(),
  planContents: z.record(z.string(), z.unknown()).describe('The rules by which it was made.'),
  application: applicationSchema,
  facts: factsSchema,
  reviews: z.array(reviewSchema),
  result: assessmentResultSchema,
});
const parameters = { id: 'Id of the assessment.' };

/** The operations of `assessmentRoutes`, for the API document. */
export const ASSESSMENT_OPERATIONS: readonly PlanningOperation[] = [
  {
    method: 'post',
    path: '/assessments',
    operationId: 'make-assessment',
    summary: 'May this one come here: findings of every rule of a plan, with evidence (201 when kept)',
    body: newAssessmentSchema,
    status: 200,
    otherStatus: 201,
    answer: assessmentAnswerSchema,
    mediaType: 'application/geo+json',
  },
  {
    method: 'get',
    path: '/assessments',
    operationId: 'list-assessments',
    summary: 'Assessments that were kept, latest first',
    query: assessmentsQuerySchema,
    status: 200,
    answer: z.object({ items: z.array(assessmentSummarySchema), next: z.url().optional() }),
  },
  {
    method: 'get',
    path: '/assessments/{id}',
    operationId: 'get-assessment',
    summary: 'One assessment with its rules, application, facts and result; GeoJSON and a printable page too',
    parameters,
    query: assessmentQuerySchema,
    status: 200,
    answer: storedSchema,
  },
  {
    method: 'get',
    path: '/assessments/{id}/replay',
    operationId: 'replay-assessment',
    summary: 'Evaluates an assessment again from what was stored, and tells what differs',
    parameters,
    query: replayQuerySchema,
    status: 200,
    answer: replayReportSchema,
  },
];
