import type { Feature, FeatureCollection, Geometry, Polygon } from 'geojson';
import { z } from 'zod';
import type { Localized } from '../../localized.ts';
import { localizedSchema } from '../../localized.ts';
import type { Application } from '../../policy/application.ts';
import type { Facts } from '../../policy/facts.ts';
import {
  type AssessmentResult,
  assessmentResultSchema,
  type InstitutionEvidence,
} from '../../policy/finding.ts';
import { overallSchema } from '../../policy/outcome.ts';
import type { DrawnRoute } from './drawn-routes.ts';
import { listEvidencePoints } from './evidence-points.ts';

const warningSchema = localizedSchema.extend({ code: z.string() });
export type AssessmentWarning = z.output<typeof warningSchema>;

export const assessmentAnswerSchema = z.object({
  type: z.literal('FeatureCollection'),
  assessmentId: z.uuid().nullable().describe('Null: not stored.'),
  plan: z.string(),
  planVersion: z.string(),
  planStatus: assessmentResultSchema.shape.planStatus,
  asOf: z.string(),
  overall: overallSchema,
  summary: localizedSchema,
  findings: assessmentResultSchema.shape.findings,
  dataVersions: z.record(z.string(), z.string()),
  isSynthetic: z.boolean(),
  warnings: z.array(warningSchema),
  features: z
    .array(
      z.object({
        type: z.literal('Feature'),
        id: z.union([z.string(), z.number()]).optional(),
        geometry: z.object({ type: z.string() }).loose().nullable(),
        properties: z.record(z.string(), z.unknown()),
      }),
    )
    .describe(
      'role: site, circle and route (drawings; verdicts come from distances), else the relation of an institution to the site.',
    ),
});

export interface AssessmentDocument {
  readonly assessmentId: string | null;
  readonly application: Application;
  readonly facts: Facts;
  readonly result: AssessmentResult;
}

/** The circle of the assessment as drawn, with its radius in metres. */
export interface DrawnCircle {
  readonly radiusM: number;
  readonly geometry: Polygon;
}

/**
 * An assessment as a GeoJSON FeatureCollection (degrees WGS 84, longitude first) with the findings as foreign members:
 * the site, the circle of the largest radius, the paths walked, and every institution that a finding rests on.
 */
export function assessmentGeojson(
  { assessmentId, application, facts, result }: AssessmentDocument,
  circle: DrawnCircle | null,
  routes: readonly DrawnRoute[] = [],
): FeatureCollection<Geometry | null> & Omit<z.output<typeof assessmentAnswerSchema>, 'features'> {
  const { site } = facts;
  const siteFeature = feature(
    site?.crsKnown ? { type: 'Point', coordinates: [site.lon, site.lat] } : null,
    {
      role: 'site',
      name: application.applicant.name,
      accuracy_m: site?.accuracyM ?? null,
      verified: site?.verified ?? null,
      location_status: site?.locationStatus ?? null,
      street: facts.street?.name ?? null,
      county: facts.county?.name ?? null,
    },
    'site',
  );
  return {
    type: 'FeatureCollection',
    assessmentId,
    plan: result.planId,
    planVersion: result.planVersion,
    planStatus: result.planStatus,
    asOf: result.asOf,
    overall: result.overall,
    summary: result.summary,
    findings: result.findings,
    dataVersions: facts.dataVersions,
    isSynthetic: facts.isSynthetic,
    warnings: warningsOf(facts, result),
    features: [
      siteFeature,
      ...(circle
        ? [
            feature(
              circle.geometry,
              { role: 'circle', radius_m: circle.radiusM, note: 'a drawing; verdicts come from distances' },
              'circle',
            ),
          ]
        : []),
      ...routes.map(({ institutionId, line, ...walked }) =>
        feature(
          line,
          {
            role: 'route',
            institution_id: institutionId,
            walk_m: walked.walkM,
            site_snap_m: walked.startSnapM,
            snap_m: walked.endSnapM,
            network: facts.walk?.networkVersion ?? null,
            note: 'the path on the map; verdicts come from its length',
          },
          `route-${institutionId}`,
        ),
      ),
      ...listEvidencePoints(result).map((point) =>
        feature(
          point.lon === null || point.lat === null
            ? null
            : { type: 'Point', coordinates: [point.lon, point.lat] },
          {
            role: point.relation,
            roles: point.roles,
            rules: point.rules,
            institution_id: point.institutionId,
            application_id: point.applicationId,
            name: point.name,
            category: point.category,
            type_no: point.typeNo,
            distance_m: point.distanceM,
            band_m: point.bandM,
            county: point.county,
            ...walkedProperties(point),
          },
          point.institutionId ?? point.applicationId ?? undefined,
        ),
      ),
    ],
  };
}

/** Only where something was walked. */
function walkedProperties({ walkM, walkMinutes, walkBeyondM, siteSnapM, snapM }: InstitutionEvidence) {
  return {
    ...(walkM === undefined ? {} : { walk_m: walkM }),
    ...(walkMinutes === undefined ? {} : { walk_minutes: walkMinutes }),
    ...(walkBeyondM === undefined ? {} : { walk_beyond_m: walkBeyondM }),
    ...(siteSnapM === undefined ? {} : { site_snap_m: siteSnapM }),
    ...(snapM === undefined ? {} : { snap_m: snapM }),
  };
}

function feature(
  geometry: Geometry | null,
  properties: Record<string, unknown>,
  id: string | number | undefined,
): Feature<Geometry | null> & { properties: Record<string, unknown> } {
  return { type: 'Feature', ...(id === undefined ? {} : { id }), geometry, properties };
}

/** What the reader must know besides the findings. */
export function warningsOf(
  { isSynthetic, unresolved }: Facts,
  { planStatus }: AssessmentResult,
): AssessmentWarning[] {
  return [
    ...(isSynthetic ? [SYNTHETIC] : []),
    ...(planStatus === 'in_force' ? [] : [notInForce(planStatus)]),
    ...unresolved.map(({ field, value, problem }) => ({
      code: `${problem}-area`,
      zh: `${field} = “${value}”：${PROBLEMS[problem].zh}`,
      en: `${field} = "${value}": ${PROBLEMS[problem].en}`,
    })),
  ];
}

const PROBLEMS: Readonly<Record<Facts['unresolved'][number]['problem'], Localized>> = {
  unknown: {
    zh: '没有这样的区域，按未提供处理。',
    en: 'no area has this code or name; treated as not given.',
  },
  ambiguous: {
    zh: '有多个区域符合，按未提供处理；请给出代码。',
    en: 'several areas fit; treated as not given: give the code.',
  },
  elsewhere: { zh: '地点不在本规划的城市内。', en: 'the site is not in the city of the plan.' },
};

const SYNTHETIC: AssessmentWarning = {
  code: 'synthetic-data',
  zh: '本结论基于合成的演示数据，不反映任何真实城市。',
  en: 'This answer rests on synthetic demonstration data; it describes no real city.',
};

function notInForce(status: 'draft' | 'expired'): AssessmentWarning {
  return status === 'draft'
    ? {
        code: 'draft-plan',
        zh: '本规划为征求意见稿，尚未正式发布。',
        en: 'The plan is a draft for consultation and not in force.',
      }
    : { code: 'expired-plan', zh: '本规划已过期。', en: 'The plan has expired.' };
}
