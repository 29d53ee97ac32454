import { both, type Html, html } from '../../http/html-page.ts';
import type { Localized } from '../../localized.ts';
import type { Citation } from '../../policy/finding.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import type { describePlan, summarizePlan } from './plan-document.ts';

type PlanDocument = ReturnType<typeof describePlan>;
type RuleDocument = PlanDocument['rules'][number];

const STATUS: Readonly<Record<Plan['status'], Localized>> = {
  draft: { zh: '征求意见稿', en: 'draft for consultation' },
  in_force: { zh: '执行中', en: 'in force' },
  expired: { zh: '已过期', en: 'expired' },
};

const GROUPS: Readonly<Record<RuleDocument['group'], Localized>> = {
  validity: { zh: '有效期', en: 'Validity' },
  definition: { zh: '定义', en: 'Definitions' },
  entry: { zh: '准入条件', en: 'Entry conditions' },
  exemption: { zh: '豁免与变更', en: 'Exemptions and changes' },
  fund: { zh: '基金预警', en: 'Fund' },
  geographic: { zh: '地域限制', en: 'Distance and place' },
  quantity: { zh: '数量控制', en: 'Quantity' },
  annual_plan: { zh: '年度计划', en: 'Annual plan' },
  priority: { zh: '优先', en: 'Priority' },
  ranking: { zh: '批次排序', en: 'Ranking of a batch' },
  ledger: { zh: '释放量台账', en: 'Release ledger' },
  after_designation: { zh: '纳入定点之后', en: 'After designation' },
  monitor: { zh: '监测', en: 'Monitoring' },
  record: { zh: '记录', en: 'Records' },
};

/** The list of plans as a page. */
export function planListContent(plans: readonly ReturnType<typeof summarizePlan>[], base: string): Html {
  const rows = plans.map(
    (
      plan,
    ) => html`<tr><td><a href="${base}/plans/${plan.id}?f=html">${plan.id}</a></td><td>${both(plan.title)}</td>
<td>${both(STATUS[plan.status])}</td><td>${plan.period.from} – ${plan.period.to}</td><td>${plan.rules}</td></tr>`,
  );
  return html`<div class="wide"><table><tr><th>id</th><th>规划 Plan</th><th>状态 Status</th><th>期间 Period</th><th>条款 Rules</th></tr>${rows}</table></div>`;
}

/** One plan with its rules, clause by clause. */
export function planContent(plan: PlanDocument): Html {
  const groups = [...new Set(plan.rules.map((rule) => rule.group))];
  const sources = plan.sources.map(
    (source) =>
      html`<li><code>${source.key}</code> ${both(source.title)} · ${both(source.issuer)}${source.date ? ` · ${source.date}` : ''}</li>`,
  );
  return html`<p>${both(plan.city.name)} · ${both(STATUS[plan.status])} · ${plan.period.from} – ${plan.period.to} · ${plan.publishedOn ?? '未发布 not published'} · v${plan.version}</p>
<p class="quiet">本页为对公开文本的解读，不是法律意见。A reading of the published text, not legal advice. <code>${plan.hash.slice(0, 12)}</code></p>
<ul>${sources}</ul>
${groups.map((group) => html`<h2>${both(GROUPS[group])}</h2>${plan.rules.filter((rule) => rule.group === group).map(ruleSection)}`)}`;
}

function ruleSection(rule: RuleDocument): Html {
  const parameters = Object.entries(rule.parameters);
  const options = Object.entries(rule.options);
  return html`<section id="${rule.id}"><h3><code>${rule.id}</code> ${both(rule.title)}</h3>
<p>${[rule.citation, ...(rule.more ?? [])].map(citation)}</p>
<p><strong>${both(rule.evaluation.title)}</strong> <code>${rule.kind}</code>${rule.decides ? '' : ' · 仅提示 advice only'}<br>${both(rule.evaluation.description)}</p>
${parameters.length > 0 ? html`<div class="wide"><table>${parameters.map(([name, value]) => html`<tr><th>${name}</th><td><code>${shown(value)}</code></td><td class="quiet">${rule.parameterMeanings[name]}</td></tr>`)}</table></div>` : html``}
${options.length > 0 ? html`<p>选项 Readings: ${options.map(([name, choice]) => html`<code>${name} = ${choice}</code> <span class="quiet">(${(rule.choices[name] ?? []).join(' | ')})</span> `)}</p>` : html``}
${(rule.readings ?? []).map(({ question, reading }) => html`<p class="quiet">？ ${both(question)}<br>→ ${both(reading)}</p>`)}
${rule.changedBy.map((change) => html`<p>↳ <a href="#${change.rule}">${change.rule}</a> <code>${change.when.join('|')}</code>: <code>${change.from.join('|')} → ${change.to}</code> ${both(change.reason)}</p>`)}
</section>`;
}

function citation({ source, section, quote, note }: Citation): Html {
  return html`<span><code>${source} ${section}</code>${quote ? html` 「<span lang="zh">${quote}</span>」` : html``}${note ? html` ${both(note)}` : html``}</span><br>`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
