/** `npm run real`: the real files, end to end, into a fresh database; prints what was read, loaded and found. */
import { embeddedDatabase } from '../../api/db/connect.ts';
import { startEmbeddedEngine } from '../../api/db/embedded-engine.ts';
import { prepareDataDirectory } from '../../api/db/prepared-data-directory.ts';
import { missingRealFiles, realDataFolder } from './real-data.ts';
import { runReal } from './real-run.ts';

const folder = realDataFolder();
const missing = missingRealFiles(folder);
if (missing.length > 0) {
  console.error(
    `The real data is not in ${folder}: ${missing.join(', ')} missing. Set REAL_DATA_DIR to the folder that holds it.`,
  );
  process.exit(1);
}
const engine = await startEmbeddedEngine({ preparedArchive: await prepareDataDirectory() });
const database = embeddedDatabase(engine);
try {
  await runReal(database, folder, (line) => console.log(line));
} finally {
  await database.close();
  await engine.stop();
}
