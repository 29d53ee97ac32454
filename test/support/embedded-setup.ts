import { prepareDataDirectory } from '../../api/db/prepared-data-directory.ts';

/** Makes the prepared data directory once, so that each test file opens its own engine in a few seconds. */
export default async function setup(): Promise<void> {
  await prepareDataDirectory();
}
