import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importFile } from '../../api/importing/import-file.ts';
import { AREAS, load, temporaryPath } from '../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await load(opened.database, 'areas', AREAS);
});
afterAll(() => opened.close());

const ROWS = 100_000;
const MEGABYTE = 1024 * 1024;

/** 100,000 institutions, about 60 MB; one row in a thousand has a fault. */
async function writeLargeFile(path: string): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(
    'code,source_id,name,kind,category,address,lon,lat,accuracy_m,stated_county,services,beds_general_open\n',
  );
  const address = '测试路'.repeat(60);
  for (let index = 0; index < ROWS; index += 1) {
    const lon = (121.0005 + (index % 399) * 0.001).toFixed(4);
    const lat = (39.0005 + (Math.floor(index / 399) % 199) * 0.001).toFixed(4);
    const beds = index % 1000 === 999 ? 'many' : String(index % 50);
    const county = Number(lon) < 121.2 ? '西区' : '东区';
    const line = `L${index},,大医院${index},medical,综合医院,${address}${index},${lon},${lat},5,${county},inpatient;outpatient_pooling,${beds}\n`;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

it('100,000 rows load in one transaction while the heap holds a chunk, not the file', {
  timeout: 600_000,
}, async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const path = temporaryPath('large.csv');
  await writeLargeFile(path);
  const before = heap();
  let most = 0;
  const options = {
    crs: 'CRS84',
    skipInvalid: true,
    rejectedFile: temporaryPath('large-rejected.csv'),
    asOf: '2026-06-30',
  };
  const report = await importFile(opened.database, 'institutions', { path, fileName: 'large.csv' }, options, {
    actor: 'test',
    onProgress: (rows) => {
      if (rows % 5000 === 0) most = Math.max(most, heap() - before);
    },
  });
  expect(report).toMatchObject({
    rowsRead: ROWS,
    inserted: ROWS - 100,
    rejected: 100,
    issuesTotal: 100,
    committed: true,
  });
  expect(report.locations).toEqual({ located: ROWS - 100 });
  expect(most).toBeLessThan(25 * MEGABYTE);
  const [stored] = await opened.database.run({
    text: `select (select count(*)::int from institution) as institutions, (select count(*)::int from designation) as designations,
                  (select count(*)::int from bed) as beds, (select count(*)::int from institution where county_id is null) as nowhere`,
  });
  expect(stored).toEqual({
    institutions: ROWS - 100,
    designations: 2 * (ROWS - 100),
    beds: ROWS - 100,
    nowhere: 0,
  });
  const repeat = await load(opened.database, 'institutions', { path, fileName: 'large.csv' }, options);
  expect(repeat).toMatchObject({ inserted: 0, updated: 0, unchanged: ROWS - 100, rejected: 100 });
});
