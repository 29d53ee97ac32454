import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { note } from '../build-report.ts';
import type { FileFinding } from '../import-report.ts';
import type { ImportRun } from './kind-pipeline.ts';

const reportShortened = namedQuery('importing/report-shortened-histories', {
  params: z.object({ today: z.string() }),
  row: z.object({ institutions: z.number() }),
});
const countServices = namedQuery('importing/count-new-without-services', {
  params: z.object({}),
  row: z.object({ institutions: z.number(), with_services: z.number() }),
});

/**
 * What the file as a whole says of designations that is easily not meant: institutions that lose all of them, and new institutions
 * in a file in which no row names a service. The latter blocks: everything near them would be answered as if nothing were designated.
 */
export async function judgeDesignations(tx: Database, run: ImportRun): Promise<FileFinding[]> {
  const findings: FileFinding[] = [];
  const [losing] = await reportShortened(tx, { today: run.today });
  if (losing && losing.institutions > 0)
    findings.push(
      note(
        'designations-removed',
        `${losing.institutions} 家已有机构将失去全部定点记录（services 列为空）`,
        `${losing.institutions} institutions lose all their designations, because their services are empty`,
        { institutions: losing.institutions },
      ),
    );
  const [added] = await countServices(tx, {});
  if (added && added.institutions > 0 && added.with_services === 0)
    findings.push({
      code: 'no-services',
      blocking: !run.options.acceptSuspicious,
      reason: {
        zh: `全文件没有一行填写服务项目 services：${added.institutions} 家新机构都将视为未定点，周边判断会一律为无冲突`,
        en: `no row of the file names a service: its ${added.institutions} new institutions would all count as not designated, and every question near them would find nothing`,
      },
      details: { institutions: added.institutions },
    });
  return findings;
}
