import type { AssessmentResult, InstitutionEvidence } from '../../policy/finding.ts';

/** An institution (or an applicant of the same batch) that findings rest on, with the rules that name it. */
export interface EvidencePoint extends InstitutionEvidence {
  readonly rules: readonly string[];
  readonly roles: readonly string[];
}

/** Every institution named by a finding once, nearest first; those without distance last. */
export function listEvidencePoints({ findings }: Pick<AssessmentResult, 'findings'>): EvidencePoint[] {
  const points = new Map<string, EvidencePoint>();
  for (const { ruleId, evidence } of findings) {
    for (const institution of evidence?.institutions ?? []) {
      const key = `${institution.institutionId} ${institution.applicationId}`;
      const known = points.get(key);
      points.set(key, {
        // What only one rule measured (a walk) is kept.
        ...institution,
        ...known,
        rules: [...new Set([...(known?.rules ?? []), ruleId])],
        roles: [...new Set([...(known?.roles ?? []), institution.relation])],
      });
    }
  }
  return [...points.values()].sort(
    (a, b) =>
      (a.distanceM ?? Number.POSITIVE_INFINITY) - (b.distanceM ?? Number.POSITIVE_INFINITY) ||
      (a.institutionId ?? 0) - (b.institutionId ?? 0),
  );
}
