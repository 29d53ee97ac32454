import { z } from 'zod';
import { SERVICES } from '../../../vocabulary.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-A4: a branch campus (分院区) is planned where it stands, while its release goes to the area of the licensing authority. */
export const branchLocation = defineRuleKind({
  id: 'branch-location',
  title: { zh: '分院区属地规划', en: 'Branch campuses are planned where they stand' },
  description: {
    zh: '分院区按所在地区县计入规划；释放量按发证机关所属区域。两者不同且名额池起决定作用时需人工审核。',
    en: 'A branch counts in the district of its site; release follows the licensing authority. Where they differ and a pool decides: manual review.',
  },
  parameters: z.strictObject({
    poolServices: z
      .array(z.enum(SERVICES))
      .describe('Services that draw on a release pool, for which the pool matters.'),
  }),
  decides: true,
  evaluate: ({ parameters, application, facts }): RawFinding => {
    const isBranch = application.purpose === 'branch' || facts.applicant?.isBranch === true;
    if (!isBranch)
      return { outcome: 'NOT_APPLICABLE', reason: { zh: '不是分院区。', en: 'It is not a branch campus.' } };
    const { county, licensingArea, site } = facts;
    if (!county || site?.locationStatus !== 'located')
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: '无法确定分院区所在区县。',
          en: 'The district in which the branch stands is not established.',
        },
        missing: [{ item: 'district_of_site', zh: '所在区县', en: 'district of the site' }],
        uses: ['areas'],
      };
    const base = {
      measured: county.code,
      unit: 'area code',
      uses: ['areas'],
      evidence: {
        areas: [
          { code: county.code, name: county.name, role: 'planning' },
          ...(licensingArea ? [{ code: licensingArea.code, name: licensingArea.name, role: 'release' }] : []),
        ],
      },
      derived: { planningArea: county.code, releaseArea: licensingArea?.code ?? null },
    };
    const poolMatters = parameters.poolServices.includes(application.service);
    if (!licensingArea)
      return {
        ...base,
        outcome: poolMatters ? 'MANUAL_REVIEW' : 'PASS',
        reason: {
          zh: `分院区在${county.name}计入规划；发证机关所属区域未知。`,
          en: `The branch counts in ${county.name}; the area of the licensing authority is unknown.`,
        },
        ...(poolMatters
          ? {
              missing: [
                { item: 'licensing_area', zh: '发证机关所属区域', en: 'area of the licensing authority' },
              ],
            }
          : {}),
      };
    // A municipal authority contains every district: its pool is the city's, and nothing contradicts the location.
    if (licensingArea.code === county.code || licensingArea.code === county.parentCode)
      return {
        ...base,
        outcome: 'PASS',
        comparator: '=',
        threshold: licensingArea.code,
        reason: {
          zh: `分院区在${county.name}计入规划，发证机关属${licensingArea.name}。`,
          en: `The branch counts in ${county.name}; its licensing authority is of ${licensingArea.name}.`,
        },
      };
    return {
      ...base,
      outcome: poolMatters ? 'MANUAL_REVIEW' : 'FLAG',
      comparator: '=',
      threshold: licensingArea.code,
      reason: {
        zh: `分院区在${county.name}，发证机关属${licensingArea.name}：规划按所在地计，释放量归发证机关所属区域${poolMatters ? '，所用名额池需人工判定' : ''}。`,
        en: `The branch stands in ${county.name}, its licensing authority is of ${licensingArea.name}: it counts where it stands, its release belongs to the latter${poolMatters ? '; which pool it may use is for a person to decide' : ''}.`,
      },
    };
  },
});
