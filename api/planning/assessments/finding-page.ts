import { both, type Html, html } from '../../http/html-page.ts';
import type { Localized } from '../../localized.ts';
import type { Citation, Evidence, Finding } from '../../policy/finding.ts';
import type { Outcome } from '../../policy/outcome.ts';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  FAIL: '不符合',
  FAIL_IN_PRINCIPLE: '原则上不符合',
  MANUAL_REVIEW: '人工审核',
  HOLD: '排队',
  NOT_SELECTED: '未入选',
  PASS: '通过',
  EXEMPT: '豁免',
  PRIORITY: '优先',
  FLAG: '提示',
  NOT_APPLICABLE: '不适用',
};

/** One finding: outcome, clause with its words, the numbers compared, reason, what is missing, and what changed it. */
export function findingSection(finding: Finding, sources: ReadonlyMap<string, Localized>): Html {
  const { ruleId, outcome, title, citation, reason, missing = [], changed = [], evidence } = finding;
  return html`<section class="finding ${outcome}" id="${ruleId}"><h3><code>${ruleId}</code> ${both(title)} <span class="outcome">${OUTCOMES[outcome]} ${outcome}</span></h3>
<p>${citationText(citation, sources)}</p>
${comparison(finding)}<p>${both(reason)}</p>
${missing.length > 0 ? html`<p>缺少 Missing: ${missing.map((one) => html`${both(one)}${one.areaCode ? ` (${one.areaCode})` : ''} <code>${one.item}</code>; `)}</p>` : html``}
${changed.map((change) => html`<p>↳ <code>${change.from} → ${change.to}</code> ${change.by}: ${both(change.reason)}</p>`)}
${evidenceText(evidence)}</section>`;
}

function citationText(
  { source, section, quote, note }: Citation,
  sources: ReadonlyMap<string, Localized>,
): Html {
  const title = sources.get(source);
  return html`<span class="quiet">${title ? title.zh : source} ${section}</span>${quote ? html` 「<span lang="zh">${quote}</span>」` : html``}${note ? html` ${both(note)}` : html``}`;
}

function comparison({ measured, comparator, threshold, unit }: Finding): Html {
  if (measured === undefined || measured === null) return html``;
  const limit =
    threshold === undefined || threshold === null
      ? ''
      : ` · 要求 required ${comparator ?? ''} ${shown(threshold)} ${unit ?? ''}`;
  return html`<p>实际 found <strong title="${String(measured)}">${shown(measured)}</strong> ${unit ?? ''}${limit}</p>`;
}

/** Rounded for display only; the unrounded value stands beside it as a title. */
function shown(value: string | number | boolean | null): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return String(Math.round(value * 1e6) / 1e6);
}

function evidenceText(evidence: Evidence | undefined): Html {
  const areas = (evidence?.areas ?? []).map(
    (area) => html`${area.name} <code>${area.code}</code> (${area.role}) `,
  );
  const lots = (evidence?.lots ?? []).map(
    (lot) => html`<code>${lot.lotId.slice(0, 8)}</code> ${lot.quantity} (${lot.role}, → ${lot.validTo}) `,
  );
  const documents = (evidence?.documents ?? []).join('；');
  return html`${areas.length > 0 ? html`<p class="quiet">区域 Areas: ${areas}</p>` : html``}${lots.length > 0 ? html`<p class="quiet">释放量 Lots: ${lots}</p>` : html``}${documents ? html`<p class="quiet">文件 Documents: ${documents}</p>` : html``}`;
}
