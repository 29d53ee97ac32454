import type { RawFinding } from '../../finding.ts';
import type { RuleContext } from '../../rule-kind.ts';
import type { BedParameters, BedRatio } from './bed-parameters.ts';
import { listAhead } from './bed-queue-ahead.ts';
import { findDatedValue } from './dated-value.ts';
import { judgeBranch } from './licensing-pool.ts';
import { judgeDemand, type PoolDemand, poolDraw, readPool } from './pool-demand.ts';

/** Beds asked for, the ratio of the group and the pool they come from. */
export interface BedQuestion {
  readonly ratio: BedRatio;
  readonly beds: { readonly total: number; readonly scarce: number };
  readonly area: { readonly code: string; readonly name: string };
  readonly isCityPool: boolean;
}

/** Judges a demand for beds: open ratios and mixed requests between their two readings, then the queue and the pool. */
export function judgeBedDemand(context: RuleContext<BedParameters>, question: BedQuestion): RawFinding {
  const { parameters, application, facts, asOf, plan } = context;
  const { ratio, beds, area } = question;
  const settled = ratio.settledBy ? findDatedValue(facts, asOf, ratio.settledBy)?.value : undefined;
  const isSettled = settled !== undefined && Number.isInteger(settled) && settled > 0;
  const lowest = isSettled ? settled : ratio.retire;
  const highest = isSettled ? settled : (ratio.retireAtMost ?? ratio.retire);
  const demand: PoolDemand = {
    plan,
    facts,
    asOf,
    poolKind: parameters.poolKind,
    area,
    retire: highest,
    units: beds.total,
    unit: 'beds',
    short: 'HOLD',
  };
  const judged = judgeReadings(context, demand, lowest, beds);
  const ofBranch = question.isCityPool ? judged : judgeBranch(judged, application, demand);
  const transferable = question.isCityPool ? judgeTransfer(ofBranch, context, demand) : ofBranch;
  const waiting = judgeQueue(transferable, facts, demand);
  return { ...waiting, derived: { ...waiting.derived, beds: beds.total } };
}

/** With one X, as it is; with two, they must agree: enough for the higher, too little for the lower, else review. */
function judgeReadings(
  { parameters }: RuleContext<BedParameters>,
  demand: PoolDemand,
  lowest: number,
  beds: BedQuestion['beds'],
): RawFinding {
  const high = judgeDemand(demand);
  const { scarceBeds } = parameters;
  const needHigh = demand.retire * demand.units;
  if (scarceBeds && beds.scarce > 0 && scarceBeds.retire < demand.retire) {
    const needLow = scarceBeds.retire * beds.scarce + demand.retire * (beds.total - beds.scarce);
    return between(high, demand, needLow, needHigh, {
      zh: `其中 ${beds.scarce} 张为紧缺专科床位：比例按机构类别需要 ${needHigh}，按资源需要 ${needLow}，条文未明。`,
      en: `${beds.scarce} of them are scarce beds: by institution ${needHigh} are needed, by resource ${needLow}; the text leaves it open.`,
    });
  }
  if (lowest === demand.retire || high.outcome === 'PASS') return high;
  const low = judgeDemand({ ...demand, retire: lowest });
  if (low.outcome !== 'PASS') return low;
  return between(high, demand, lowest * demand.units, needHigh, {
    zh: `比例为“退${lowest}进1”还是“退${demand.retire}进1”条文未明，需要 ${lowest * demand.units} 或 ${needHigh}。`,
    en: `Whether X is ${lowest} or ${demand.retire} is open: ${lowest * demand.units} or ${needHigh} are needed.`,
  });
}

/** Review with both numbers; an admission would take what the release can bear. */
function between(
  high: RawFinding,
  demand: PoolDemand,
  needLow: number,
  needHigh: number,
  why: RawFinding['reason'],
): RawFinding {
  const available = Number(high.measured);
  const need = available >= needHigh ? needHigh : needLow;
  const { draws: _draws, ...rest } = high;
  return {
    ...rest,
    outcome: 'MANUAL_REVIEW',
    threshold: needLow,
    derived: {
      ...high.derived,
      poolNeed: need,
      poolNeedLow: needLow,
      poolNeedHigh: needHigh,
      shortBy: Math.max(0, need - available),
    },
    ...(available >= need ? { draws: [poolDraw(demand, need)] } : {}),
    reason: {
      zh: `${why.zh}有效释放量 ${available}。`,
      en: `${why.en} ${available} are available.`,
    },
  };
}

/** A city pool that is short while districts hold enough: a transfer is possible, and never automatic. */
function judgeTransfer(
  judged: RawFinding,
  { parameters, facts }: RuleContext<BedParameters>,
  demand: PoolDemand,
): RawFinding {
  if (judged.outcome !== 'HOLD' || !parameters.transferRule) return judged;
  const codes = facts.pools
    .filter((pool) => pool.poolKind === demand.poolKind && pool.areaCode !== demand.area.code)
    .map((pool) => pool.areaCode);
  const others = [...new Set(codes)].reduce(
    (sum, code) => sum + readPool({ ...demand, area: { code, name: code } }).available,
    0,
  );
  const shortBy = Number(judged.threshold) - Number(judged.measured);
  if (others < shortBy) return judged;
  return {
    ...judged,
    outcome: 'MANUAL_REVIEW',
    derived: { ...judged.derived, availableInDistricts: others },
    reason: {
      zh: `${judged.reason.zh}各区市县另有有效释放 ${others} 张，可否按 ${parameters.transferRule} 调剂由主管部门决定。`,
      en: `${judged.reason.en} The districts have ${others} released beds: a transfer under ${parameters.transferRule} is for the authority to decide.`,
    },
  };
}

/** Nobody overtakes: with others ahead an applicant waits, whatever the release. */
function judgeQueue(judged: RawFinding, facts: PoolDemand['facts'], demand: PoolDemand): RawFinding {
  const ahead = listAhead(facts, demand.poolKind, demand.area.code);
  if (ahead.length === 0 || judged.outcome !== 'PASS') return judged;
  const needed = ahead.reduce((sum, { need }) => sum + need, 0);
  const { draws: _draws, ...rest } = judged;
  return {
    ...rest,
    outcome: 'HOLD',
    derived: { ...judged.derived, waitingAhead: ahead.length, neededAhead: needed },
    reason: {
      zh: `${judged.reason.zh}但前面有 ${ahead.length} 家排队（共需 ${needed}），不得越过。`,
      en: `${judged.reason.en} But ${ahead.length} wait ahead (needing ${needed}) and are not overtaken.`,
    },
  };
}
