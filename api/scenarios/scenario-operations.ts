import { z } from 'zod';
import type { PlanningOperation } from '../planning/operation.ts';
import { comparisonSchema } from './comparison-table.ts';
import { comparisonInputSchema, scenarioAssessmentSchema, scenariosQuerySchema } from './scenario-inputs.ts';
import {
  newScenarioSchema,
  scenarioCorrectionSchema,
  scenarioMarkSchema,
  scenarioSchema,
} from './scenario-record.ts';

const id = { id: 'Id of the scenario.' };
const marked = z.looseObject({ type: z.literal('FeatureCollection'), scenario: scenarioMarkSchema });

/** The operations of scenarios, as OpenAPI shows them. */
export const SCENARIO_OPERATIONS: readonly PlanningOperation[] = [
  {
    method: 'get',
    path: '/scenarios',
    operationId: 'list-scenarios',
    summary: 'Scenarios: changes of the register that are tried out',
    query: scenariosQuerySchema,
    status: 200,
    answer: z.object({ items: z.array(scenarioSchema), next: z.string().optional() }),
  },
  {
    method: 'post',
    path: '/scenarios',
    operationId: 'create-scenario',
    summary: 'Store a scenario; its changes are tried first',
    role: 'editor',
    body: newScenarioSchema,
    status: 201,
    answer: scenarioSchema,
  },
  {
    method: 'get',
    path: '/scenarios/{id}',
    operationId: 'get-scenario',
    summary: 'One scenario',
    parameters: id,
    status: 200,
    answer: scenarioSchema,
  },
  {
    method: 'patch',
    path: '/scenarios/{id}',
    operationId: 'correct-scenario',
    summary: 'Correct a scenario',
    role: 'editor',
    parameters: id,
    body: scenarioCorrectionSchema,
    status: 200,
    answer: scenarioSchema,
  },
  {
    method: 'delete',
    path: '/scenarios/{id}',
    operationId: 'delete-scenario',
    summary: 'Remove a scenario',
    role: 'editor',
    parameters: id,
    status: 204,
    answer: z.null(),
  },
  {
    method: 'post',
    path: '/scenarios/{id}/analyses/{analysis}',
    operationId: 'ask-scenario',
    summary: 'Any question, asked of the register as the scenario would make it',
    parameters: { ...id, analysis: 'Id of the question, e.g. proximity-check; the body holds its inputs.' },
    body: z.record(z.string(), z.unknown()),
    status: 200,
    answer: marked,
    mediaType: 'application/geo+json',
  },
  {
    method: 'post',
    path: '/scenarios/{id}/assessments',
    operationId: 'assess-in-scenario',
    summary: 'An assessment of the register as the scenario would make it; nothing is kept',
    parameters: id,
    body: scenarioAssessmentSchema,
    status: 200,
    answer: marked,
    mediaType: 'application/geo+json',
  },
  {
    method: 'post',
    path: '/scenarios/{id}/compare',
    operationId: 'compare-scenario',
    summary: 'Coverage, saturation and accessibility by area, before and after (f=csv: the table)',
    parameters: id,
    query: z.strictObject({ f: z.enum(['geojson', 'csv']).optional() }),
    body: comparisonInputSchema,
    status: 200,
    answer: comparisonSchema,
    mediaType: 'application/geo+json',
  },
];
