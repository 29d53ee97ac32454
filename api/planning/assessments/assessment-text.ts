import type { Finding } from '../../policy/finding.ts';
import type { Assessment } from './assess.ts';
import { warningsOf } from './assessment-geojson.ts';

/** An assessment as lines of text: verdict, findings with clause, number and reasons; rules that do not apply are counted. */
export function assessmentText({ assessmentId, application, facts, result }: Assessment): string {
  const concerned = result.findings.filter((finding) => finding.outcome !== 'NOT_APPLICABLE');
  return [
    `${result.overall}  ${result.summary.zh} / ${result.summary.en}`,
    `${application.applicant.name} · ${result.planId} v${result.planVersion} · ${result.asOf}`,
    ...warningsOf(facts, result).map((warning) => `! ${warning.zh} ${warning.en}`),
    '',
    ...concerned.flatMap(findingLines),
    `${result.findings.length - concerned.length} rule(s) do not apply.`,
    ...Object.entries(facts.dataVersions).map(([dataset, version]) => `data ${dataset}: ${version}`),
    ...(assessmentId === null ? [] : [`kept as ${assessmentId}; dingdian replay ${assessmentId}`]),
    '',
  ].join('\n');
}

function findingLines(finding: Finding): string[] {
  const { ruleId, outcome, title, citation, reason, missing = [], changed = [], evidence } = finding;
  return [
    `${outcome.padEnd(17)} ${ruleId}  ${title.zh} / ${title.en}`,
    `  ${citation.source} ${citation.section}${citation.quote ? ` 「${citation.quote}」` : ''}`,
    ...comparisonLine(finding),
    `  ${reason.zh}`,
    `  ${reason.en}`,
    ...missing.map(
      (one) => `  缺少 missing: ${one.zh} / ${one.en} [${one.item}${one.areaCode ? ` ${one.areaCode}` : ''}]`,
    ),
    ...changed.map(
      (change) => `  ${change.from} → ${change.to} (${change.by}): ${change.reason.zh} / ${change.reason.en}`,
    ),
    ...(evidence?.institutions ?? []).map(
      (one) => `  · ${one.name} ${one.relation}${one.distanceM === null ? '' : ` ${one.distanceM} m`}`,
    ),
    '',
  ];
}

function comparisonLine({ measured, comparator, threshold, unit }: Finding): string[] {
  if (measured === undefined || measured === null) return [];
  const limit =
    threshold === undefined || threshold === null
      ? ''
      : `; required ${comparator ?? ''} ${threshold} ${unit ?? ''}`;
  return [`  found ${measured} ${unit ?? ''}${limit}`];
}
