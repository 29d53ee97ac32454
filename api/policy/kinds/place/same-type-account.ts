import type { InstitutionEvidence, RawFinding } from '../../finding.ts';
import type { Outcome } from '../../outcome.ts';
import type { Comparison } from './same-type-comparison.ts';
import type { SameTypeContext } from './same-type-concern.ts';
import type { Doubt } from './same-type-doubts.ts';
import type { Judged } from './same-type-neighbours.ts';

/** The number that decides: the nearest distance in metres, or how many stand within where some may. */
export function numbersOf({ parameters, option }: SameTypeContext, shown: Comparison): Partial<RawFinding> {
  if (parameters.maxWithin > 0)
    return {
      measured: shown.within.length,
      comparator: '<=',
      threshold: parameters.maxWithin,
      unit: 'institutions',
    };
  const nearest = shown.judged.find(({ relation }) => relation === 'within') ?? shown.judged[0];
  return {
    measured: nearest?.distanceM ?? null,
    comparator: option('at_limit') === 'free' ? '>=' : '>',
    threshold: shown.radiusM,
    unit: 'm',
  };
}

/** What was found, in words. */
export function reasonOf(
  { facts, parameters: { maxWithin } }: SameTypeContext,
  outcome: Outcome,
  { radiusM, within, judged }: Comparison,
  doubts: readonly Doubt[],
): RawFinding['reason'] {
  const nearest = within[0];
  const city = facts.site?.leavesCity
    ? {
        zh: '圆形范围跨出本市，市外机构未计入。',
        en: ' The circle leaves the city; institutions beyond it are not counted.',
      }
    : { zh: '', en: '' };
  const allowed =
    maxWithin > 0
      ? { zh: `（上限 ${maxWithin} 家）`, en: ` (at most ${maxWithin} may)` }
      : { zh: '', en: '' };
  const found = nearest
    ? {
        zh: `${radiusM} 米半径内有 ${within.length} 家同类型定点机构${allowed.zh}，最近的是${nearest.evidence.name}，${metres(nearest.distanceM)} 米`,
        en: `${within.length} designated institution(s) of the same type stand within ${radiusM} m${allowed.en}, the nearest ${nearest.evidence.name} at ${metres(nearest.distanceM)} m`,
      }
    : {
        zh: `${radiusM} 米半径内未发现确定的同类型定点机构`,
        en: `no designated institution of the same type is established within ${radiusM} m`,
      };
  const beyond = outcome === 'PASS' ? judged.find(({ relation }) => relation === 'beyond') : undefined;
  const next = beyond
    ? {
        zh: `；最近的在 ${metres(beyond.distanceM)} 米`,
        en: `; the nearest is ${metres(beyond.distanceM)} m away`,
      }
    : { zh: '', en: '' };
  const texts = [...new Map(doubts.map(({ reason }) => [reason.en, reason])).values()];
  const open = doubts.length
    ? {
        zh: `；需人工判定：${texts.map(({ zh }) => zh).join('；')}`,
        en: `; for a person to decide: ${texts.map(({ en }) => en).join('; ')}`,
      }
    : { zh: '', en: '' };
  return {
    zh: `${found.zh}${next.zh}${open.zh}。${city.zh}`,
    en: `${capital(found.en)}${next.en}${open.en}.${city.en}`,
  };
}

/** Everything within or doubtful, and the three nearest beyond; an institution of several comparisons stands once. */
export function evidenceOf(comparisons: readonly Comparison[]): InstitutionEvidence[] {
  const all = comparisons.flatMap(({ judged }) => judged);
  const near = all.filter(({ relation }) => relation !== 'beyond');
  const listed = [...near, ...all.filter(({ relation }) => relation === 'beyond').slice(0, 3)];
  const once = new Map<string, Judged>();
  for (const one of listed) {
    const key = `${one.evidence.institutionId ?? one.evidence.applicationId}`;
    if (!once.has(key)) once.set(key, one);
  }
  return [...once.values()].sort((a, b) => a.distanceM - b.distanceM).map(({ evidence }) => evidence);
}

function metres(value: number): string {
  return value.toFixed(3);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
