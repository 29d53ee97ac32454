/**
 * Runs in a worker thread: PGlite with PostGIS, reached by `pg` over a private Unix socket.
 * In: EmbeddedWorkerInput as workerData, then the messages 'dump' and 'stop'. Out: EmbeddedWorkerMessage.
 */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { withWholeExchanges } from './embedded-protocol.ts';
import { raiseExceptions } from './engine-exceptions.ts';

export interface EmbeddedWorkerInput {
  /** Folder of the data; absent = in memory. */
  readonly dataDirectory?: string;
  /** Archive of a prepared data directory to begin from when the folder is new. */
  readonly preparedArchive?: string;
  readonly socketPath: string;
}

export type EmbeddedWorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'dumped'; readonly archive: Uint8Array }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly reason: string };

const input = workerData as EmbeddedWorkerInput;
const port = parentPort!;
const send = (message: EmbeddedWorkerMessage) => port.postMessage(message);

try {
  const database = await PGlite.create({
    extensions: { postgis, btree_gist },
    ...(input.dataDirectory ? { dataDir: input.dataDirectory } : {}),
    ...(input.preparedArchive
      ? { loadDataDir: new Blob([await readFile(input.preparedArchive)], { type: 'application/x-gzip' }) }
      : {}),
  });
  endOnFault(database);
  raiseExceptions(database);
  // Two: the successor of a lost connection may arrive before the loss is noticed here. The pool keeps to one.
  const server = new PGLiteSocketServer({
    db: withWholeExchanges(database),
    path: input.socketPath,
    maxConnections: 2,
  });
  await server.start();
  const answer = async (request: 'dump' | 'stop'): Promise<void> => {
    if (request === 'dump') {
      const archive = await database.dumpDataDir('gzip');
      send({ kind: 'dumped', archive: new Uint8Array(await archive.arrayBuffer()) });
      return;
    }
    await server.stop();
    await database.close();
    send({ kind: 'stopped' });
    port.close();
  };
  port.on('message', (request: 'dump' | 'stop') => {
    answer(request).catch((error: unknown) => send({ kind: 'failed', reason: String(error) }));
  });
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}

/**
 * A fault of the engine itself (not an SQL error) leaves it unusable, and the socket server would then keep every later
 * statement waiting for ever. Ending the thread closes the socket instead, so that each statement fails at once.
 */
function endOnFault(database: PGlite): void {
  const execute = database.execProtocolRawStream.bind(database);
  database.execProtocolRawStream = async (...given) => {
    try {
      return await execute(...given);
    } catch (error) {
      console.error(`the embedded database failed and has stopped: ${String(error)}`);
      process.exit(1); // ends this thread only
    }
  };
}
