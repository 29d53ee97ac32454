import type { Application } from '../../application.ts';
import type { RawFinding } from '../../finding.ts';
import { forReview } from './for-review.ts';
import { judgeDemand, type PoolDemand } from './pool-demand.ts';

/**
 * Judges a demand on the pool of the area of the licensing authority (DL-E2), which never gives way to the location. A
 * branch that stands in another district is planned where it stands (DL-A4): where the two pools differ in the answer, it
 * is for review.
 */
export function judgeInLicensingArea(
  levels: readonly string[],
  application: Application,
  demand: Omit<PoolDemand, 'area'>,
): RawFinding {
  const { facts } = demand;
  const { licensingArea, licensingLevel } = facts;
  if (!licensingArea || !licensingLevel)
    return forReview(
      {
        zh: '未提供《医疗机构执业许可证》审批部门及其所属区域，无法确定释放池；不按所在位置推定。',
        en: 'The licensing authority and its area are not given, so the pool is unknown; the location never stands in for it.',
      },
      [{ item: 'licensing_authority', zh: '执业许可证审批部门', en: 'licensing authority' }],
      { uses: ['areas'] },
    );
  if (!levels.includes(licensingLevel) || (licensingLevel === 'county' && licensingArea.level === 'city'))
    return forReview(
      {
        zh: `执业许可证由 ${licensingLevel} 级部门（${licensingArea.name}）审批，规划未规定其使用哪个释放池。`,
        en: `Licensed at ${licensingLevel} level (${licensingArea.name}): the plan does not say on which pool it draws.`,
      },
      [],
      { measured: licensingLevel, comparator: 'in', threshold: levels.join(', '), unit: 'licensing level' },
    );
  const judged = judgeDemand({ ...demand, area: licensingArea });
  return licensingLevel === 'county' ? judgeBranch(judged, application, demand) : judged;
}

/** The answer for an applicant whose pool is that of a district, or review where it is a branch that stands in another. */
export function judgeBranch(
  judged: RawFinding,
  application: Application,
  demand: Omit<PoolDemand, 'area'>,
): RawFinding {
  const { county, licensingArea, applicant } = demand.facts;
  const isBranch = application.purpose === 'branch' || applicant?.isBranch === true;
  if (!isBranch || !county || !licensingArea || county.code === licensingArea.code) return judged;
  const there = judgeDemand({ ...demand, area: county });
  const derived = {
    ...judged.derived,
    branchArea: county.code,
    availableInBranchArea: there.measured ?? null,
  };
  if (there.outcome === judged.outcome)
    return {
      ...judged,
      derived,
      reason: {
        zh: `${judged.reason.zh}分院区位于${county.name}，按该区释放量（${there.measured}）结论相同。`,
        en: `${judged.reason.en} The branch stands in ${county.name}, whose release (${there.measured}) gives the same answer.`,
      },
    };
  return forReview(
    {
      zh: `分院区位于${county.name}（释放量 ${there.measured}），许可证审批区域为${licensingArea.name}（释放量 ${judged.measured}），需要 ${judged.threshold}，两者结论不同。`,
      en: `The branch stands in ${county.name} (release ${there.measured}) and is licensed in ${licensingArea.name} (release ${judged.measured}); ${judged.threshold} are needed and the two pools differ in the answer.`,
    },
    [],
    {
      ...(judged.measured === undefined ? {} : { measured: judged.measured }),
      comparator: '>=',
      ...(judged.threshold === undefined ? {} : { threshold: judged.threshold }),
      derived,
      ...(judged.evidence ? { evidence: judged.evidence } : {}),
      uses: ['release_ledger', 'areas'],
      ...(judged.draws ? { draws: judged.draws } : {}),
    },
  );
}
