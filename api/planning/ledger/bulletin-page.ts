import { type Html, html } from '../../http/html-page.ts';
import type { Localized } from '../../localized.ts';
import type { BulletinAnswer, BulletinSummary } from './bulletins.ts';
import type { PoolAnswer } from './pools-document.ts';

const POOL_TITLES: Readonly<Record<PoolAnswer['poolKind'], Localized>> = {
  personal_account_medical: { zh: '个人账户定点医疗机构', en: 'Medical institutions, personal account' },
  outpatient_pooling: { zh: '门诊统筹定点医疗机构', en: 'Medical institutions, outpatient pooling' },
  inpatient_beds: { zh: '住院定点床位', en: 'Inpatient beds' },
  pharmacy_personal_account: { zh: '个人账户定点零售药店', en: 'Pharmacies, personal account' },
  pharmacy_outpatient_pooling: { zh: '门诊统筹定点零售药店', en: 'Pharmacies, outpatient pooling' },
};

export function bulletinTitle({ year, quarter }: Pick<BulletinSummary, 'year' | 'quarter'>): Localized {
  return {
    zh: `${year}年第${quarter}季度释放量公布`,
    en: `Released quantities, quarter ${quarter} of ${year}`,
  };
}

/** A bulletin as a page to print: one table a kind of pool, a row an area, with every last day of validity. */
export function bulletinContent(bulletin: BulletinAnswer): Html {
  const kinds = [...new Set(bulletin.pools.map((pool) => pool.poolKind))];
  return html`<p>${bulletin.city.zh} <span class="quiet">${bulletin.city.en}</span> · ${bulletin.planTitle.zh} <span class="quiet">${bulletin.planTitle.en}</span></p>
<p>截至 As of ${bulletin.asOf} · 公布日期 Published on ${bulletin.publishedOn} · 文件 Document: ${bulletin.document}</p>
${kinds.length === 0 ? html`<p>本季度没有释放量。<span class="quiet">Nothing has been released.</span></p>` : html``}
${kinds.map((kind) =>
  poolTable(
    kind,
    bulletin.pools.filter((pool) => pool.poolKind === kind),
  ),
)}
<p class="quiet">有效期含末日；不同时间产生的释放量分别计算有效期，有效期重叠时合并计算。本公布为不可更改的快照。<br>
Last days are included; quantities keep the validity of their own release and add up while they overlap. This snapshot never changes.</p>
<p class="quiet"><code>${bulletin.bulletinId}</code></p>`;
}

function poolTable(kind: PoolAnswer['poolKind'], pools: readonly PoolAnswer[]): Html {
  const title = POOL_TITLES[kind];
  const unit =
    kind === 'inpatient_beds' ? { zh: '床位（张）', en: 'beds' } : { zh: '机构（家）', en: 'institutions' };
  const rows = pools.map(
    (pool) => html`<tr><td>${pool.areaName} <span class="quiet">${pool.areaCode}</span></td>
<td>${pool.available}</td>
<td>${pool.expiring.length === 0 ? '—' : html`${pool.expiring.map((one) => html`<div>${one.quantity} → ${one.validTo}</div>`)}`}</td>
<td>${pool.suspended}</td><td>${pool.undecided}</td></tr>`,
  );
  const total = pools.reduce((sum, pool) => sum + pool.available, 0);
  return html`<section><h2>${title.zh} <span class="quiet">${title.en}</span></h2><div class="wide"><table>
<tr><th>区域 Area</th><th>可用释放量 Available<br>${unit.zh} ${unit.en}</th><th>数量 → 有效期至<br>Quantity → valid to</th><th>暂存 Suspended</th><th>用途待定 Undecided</th></tr>
${rows}<tr><th>合计 Total</th><th>${total}</th><td></td><td></td><td></td></tr></table></div></section>`;
}

/** The list of bulletins as a page. */
export function bulletinListContent(bulletins: readonly BulletinSummary[], base: string): Html {
  const rows = bulletins.map((bulletin) => {
    const title = bulletinTitle(bulletin);
    return html`<tr><td><a href="${base}/release-bulletins/${bulletin.bulletinId}?f=html">${title.zh} <span class="quiet">${title.en}</span></a></td>
<td>${bulletin.plan}</td><td>${bulletin.asOf}</td><td>${bulletin.publishedOn}</td><td>${bulletin.document}</td></tr>`;
  });
  return html`<div class="wide"><table><tr><th>季度 Quarter</th><th>规划 Plan</th><th>截至 As of</th><th>公布 Published</th><th>文件 Document</th></tr>${rows}</table></div>`;
}
