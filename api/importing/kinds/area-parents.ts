import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { note } from '../build-report.ts';
import type { FileFinding } from '../import-report.ts';

const today = z.object({ today: z.string() });
const none = z.object({});
const setParents = namedQuery('importing/set-area-parents', { params: today, row: none });
const deriveParents = namedQuery('importing/derive-area-parents', {
  params: today,
  row: z.object({
    area_id: z.number(),
    parent_id: z.number().nullable(),
    parents: z.number(),
    names: z.string().nullable(),
  }),
});
const reportDerivedParents = namedQuery('importing/report-derived-parents', {
  params: z.object({ derived: z.string() }),
  row: none,
});
const renewParents = namedQuery('importing/renew-area-parents', {
  params: today,
  row: z.object({ code: z.string(), name: z.string(), old_parent: z.string(), new_parent: z.string() }),
});
const listOutliving = namedQuery('importing/list-areas-outliving-parents', {
  params: today,
  row: z.object({ code: z.string(), name: z.string(), parent: z.string(), parent_valid: z.string() }),
});

/** Sets the parents of the written areas by code, those of areas without by location; what was derived is reported by row. */
export async function setAreaParents(tx: Database, date: string): Promise<void> {
  await setParents(tx, { today: date });
  const derived = await deriveParents(tx, { today: date });
  await reportDerivedParents(tx, { derived: JSON.stringify(derived) });
}

/**
 * Gives areas whose parent is not valid on the date the valid successor that contains them, and names the areas that outlive
 * their parent: they are missing from questions about the successor until areas are imported again after the change.
 */
export async function renewAreaParents(tx: Database, date: string): Promise<FileFinding[]> {
  const findings: FileFinding[] = [];
  const renewed = await renewParents(tx, { today: date });
  if (renewed.length > 0)
    findings.push(
      note(
        'parents-renewed',
        `${renewed.length} 个区域的上级已失效，改为现行上级：${inWords(renewed.map((area) => `${area.name} → ${area.new_parent}`))}`,
        `${renewed.length} areas have a parent that is not valid today and are given its successor: ${inWords(renewed.map((area) => `${area.code} → ${area.new_parent}`))}`,
        { areas: renewed.slice(0, LISTED) },
      ),
    );
  const outliving = await listOutliving(tx, { today: date });
  if (outliving.length > 0)
    findings.push(
      note(
        'parent-not-valid',
        `${outliving.length} 个区域的有效期超出其上级：${inWords(outliving.map((area) => `${area.name}（${area.parent} ${area.parent_valid}）`))}；上级变更之日后请重新导入区域`,
        `${outliving.length} areas are valid on days on which their parent is not: ${inWords(outliving.map((area) => `${area.code} (${area.parent} ${area.parent_valid})`))}; import the areas again after the day of the change`,
        { areas: outliving.slice(0, LISTED) },
      ),
    );
  return findings;
}

const LISTED = 100;
const inWords = (names: readonly string[]) =>
  names.length > 10 ? `${names.slice(0, 10).join('; ')} …` : names.join('; ');
