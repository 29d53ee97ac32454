import { z } from 'zod';
import { both, type Html, html } from '../../http/html-page.ts';
import { type Localized, localizedSchema } from '../../localized.ts';
import { OBSTACLES, type Outcome, type Overall } from '../../policy/outcome.ts';
import { warningsOf } from './assessment-geojson.ts';
import type { DrawnRoute } from './drawn-routes.ts';
import { type EvidencePoint, listEvidencePoints } from './evidence-points.ts';
import { findingSection } from './finding-page.ts';
import type { AssessmentSummary, StoredAssessment } from './read-assessments.ts';
import { distanceText, siteDrawing, walkText, waysToNetworkText } from './site-drawing-page.ts';

const STYLE =
  '.verdict{border-left:.5rem solid #5b6b7b;padding:.4rem 1rem;background:#f7f9fb;font-size:1.15rem}' +
  '.finding{border-left:.3rem solid #d5dde5;padding:.1rem .8rem;margin:.6rem 0;break-inside:avoid}.finding h3{font-size:1rem;margin:.2rem 0}.finding p{margin:.2rem 0}' +
  '.PASS,.EXEMPT,.PRIORITY{border-color:#2f855a}.FAIL,.FAIL_IN_PRINCIPLE{border-color:#b42318}.MANUAL_REVIEW,.HOLD,.NOT_SELECTED{border-color:#b7791f}' +
  '.outcome{font-weight:600;border:1px solid currentColor;border-radius:.2rem;padding:0 .3rem;font-size:.8rem}' +
  'svg.site{max-width:100%;height:auto;break-inside:avoid}@media print{.quiet{color:#333}.screen{display:none}}';

const planPart = z.object({
  title: localizedSchema,
  sources: z.array(z.object({ key: z.string(), title: localizedSchema })),
});

/** An assessment for people: verdict, every finding with clause, number and reason, map, data and how to check it. Printable. */
export function assessmentContent(
  assessment: StoredAssessment,
  { radiusM, routes }: { readonly radiusM: number; readonly routes: readonly DrawnRoute[] },
  base: string,
): Html {
  const { result, facts, application } = assessment;
  const plan = planPart.safeParse(assessment.planContents).data;
  const points = listEvidencePoints(result);
  const sources = new Map(plan?.sources.map((source) => [source.key, source.title]));
  const sections = SECTIONS.map(({ title, outcomes }) => {
    const findings = outcomes.flatMap((outcome) =>
      result.findings.filter((finding) => finding.outcome === outcome),
    );
    return findings.length > 0
      ? html`<h2>${both(title)}</h2>${findings.map((finding) => findingSection(finding, sources))}`
      : html``;
  });
  const others = result.findings.filter((finding) => finding.outcome === 'NOT_APPLICABLE');
  const { site } = facts;
  return html`<style>${{ html: STYLE }}</style>
<p class="verdict ${result.overall}"><strong>${both(result.summary)}</strong> <code>${result.overall}</code></p>
<p>${application.applicant.name} · <code>${application.purpose}</code> · <code>${application.kind}</code> · <code>${application.service}</code> · ${application.category}<br>
${plan ? both(plan.title) : html``} <code>${result.planId}</code> v${result.planVersion} · 基准日 as of ${result.asOf} · ${assessment.madeBy} · ${assessment.madeAt}</p>
<p class="quiet">“可进入评估程序”不等于纳入定点；由经办机构在专家评估和协商谈判后决定。PASS means "may enter evaluation", never "admitted": the agency decides after evaluation and negotiation.</p>
${warningsOf(facts, result).map((warning) => html`<p>⚠ ${both(warning)}</p>`)}
${sections[0] ?? html``}
${site?.crsKnown ? html`<h2>${both({ zh: '位置', en: 'Site' })}</h2><p>${placeOf(assessment)}</p>${siteDrawing(site, radiusM, points, routes)}` : html``}
${points.length > 0 ? pointTable(points) : html``}
${sections.slice(1)}
<h2>${both({ zh: '申请', en: 'Application' })}</h2>${memberTable(application)}
<h2>${both({ zh: '所用数据', en: 'Data used' })}</h2>${memberTable(facts.dataVersions)}
<h2>${both({ zh: '复核', en: 'To check it' })}</h2>
<p><code>dingdian replay ${assessment.assessmentId}</code> · <a href="${base}/assessments/${assessment.assessmentId}/replay">replay</a> · <a href="${base}/assessments/${assessment.assessmentId}?f=json">JSON</a> · <a href="${base}/assessments/${assessment.assessmentId}?f=geojson">GeoJSON</a><br>
<span class="quiet">规则 Rules ${assessment.planHash.slice(0, 12)} · ${assessment.assessmentId}</span></p>
${others.length > 0 ? html`<details class="screen"><summary>${both({ zh: `不适用的条款（${others.length}）`, en: `Rules that do not apply (${others.length})` })}</summary>${others.map((finding) => findingSection(finding, sources))}</details>` : html``}`;
}

/** Findings by what they mean to the applicant: obstacles first, gravest first. */
const SECTIONS: readonly { readonly title: Localized; readonly outcomes: readonly Outcome[] }[] = [
  { title: { zh: '障碍与待定事项', en: 'Obstacles and open questions' }, outcomes: OBSTACLES },
  {
    title: { zh: '符合、豁免与优先', en: 'Met, exempt, privileged' },
    outcomes: ['PASS', 'EXEMPT', 'PRIORITY'],
  },
  { title: { zh: '提示', en: 'Notes' }, outcomes: ['FLAG'] },
];

/** The list of assessments as a page. */
export function assessmentListContent(
  items: readonly AssessmentSummary[],
  next: string | undefined,
  base: string,
): Html {
  const rows = items.map(
    (
      item,
    ) => html`<tr><td><a href="${base}/assessments/${item.assessmentId}?f=html">${item.madeAt}</a></td><td>${item.applicant}</td>
<td><code>${item.plan}</code></td><td>${item.asOf}</td><td>${both(OVERALL[item.overall])}</td><td>${item.madeBy}</td></tr>`,
  );
  return html`<div class="wide"><table><tr><th>时间 Made at</th><th>申请人 Applicant</th><th>规划 Plan</th><th>基准日 As of</th><th>结论 Overall</th><th>经办 By</th></tr>${rows}</table></div>
${next ? html`<p><a href="${next}">下一页 Next</a></p>` : html``}`;
}

const OVERALL: Readonly<Record<Overall, Localized>> = {
  FAIL: { zh: '不符合', en: 'FAIL' },
  FAIL_IN_PRINCIPLE: { zh: '原则上不符合', en: 'FAIL_IN_PRINCIPLE' },
  MANUAL_REVIEW: { zh: '需人工审核', en: 'MANUAL_REVIEW' },
  HOLD: { zh: '排队等待', en: 'HOLD' },
  NOT_SELECTED: { zh: '名额不足', en: 'NOT_SELECTED' },
  PASS: { zh: '可进入评估', en: 'PASS' },
  NOT_APPLICABLE: { zh: '不适用', en: 'NOT_APPLICABLE' },
};

function placeOf({ facts: { site, county, street, city } }: StoredAssessment): Html {
  if (!site) return html``;
  const names = [city?.name, county?.name, street?.name].filter((name) => name !== undefined).join(' ');
  return html`${names} · ${site.lon.toFixed(6)}, ${site.lat.toFixed(6)} · ±${site.accuracyM} m · ${site.verified ? '已核实 verified' : '未核实 not verified'}`;
}

function pointTable(points: readonly EvidencePoint[]): Html {
  const isWalked = points.some((point) => walkText(point) !== '');
  const rows = points.map(
    (
      point,
      index,
    ) => html`<tr><td>${index + 1}</td><td>${point.name}</td><td>${point.category ?? ''}</td><td>${point.typeNo ?? ''}</td>
<td>${point.roles.join(', ')}</td><td>${distanceText(point.distanceM)}</td>${isWalked ? html`<td>${walkText(point)}</td><td>${waysToNetworkText(point)}</td>` : html``}<td>${point.bandM === null ? '' : `±${point.bandM} m`}</td><td>${point.county ?? ''}</td><td>${point.rules.join(', ')}</td></tr>`,
  );
  return html`<div class="wide"><table><tr><th>#</th><th>机构 Institution</th><th>类别 Category</th><th>类型 Type</th><th>关系 Relation</th><th>直线 Distance</th>${isWalked ? html`<th>步行 On foot</th><th>其中到路网 Of it to the network</th>` : html``}<th>精度 Band</th><th>区县 County</th><th>条款 Rules</th></tr>${rows}</table></div>`;
}

function memberTable(members: object): Html {
  const rows = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        html`<tr><th>${name}</th><td>${typeof value === 'string' ? value : JSON.stringify(value)}</td></tr>`,
    );
  return html`<div class="wide"><table>${rows}</table></div>`;
}
