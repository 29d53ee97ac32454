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
import { dropReadyForQuery, isExtendedMessage } from './ready-filter.ts';

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
  correctProtocol(database);
  // Two: the successor of a lost connection may arrive before the loss is noticed here. The pool keeps to one.
  const server = new PGLiteSocketServer({
    db: withWholeExchanges(database),
    path: input.socketPath,
    maxConnections: 2,
  });
  await server.start();
  port.on('message', async (request: 'dump' | 'stop') => {
    try {
      if (request === 'dump') {
        const archive = await database.dumpDataDir('gzip');
        send({ kind: 'dumped', archive: new Uint8Array(await archive.arrayBuffer()) });
        return;
      }
      await server.stop();
      await database.close();
      send({ kind: 'stopped' });
      port.close();
    } catch (error) {
      send({ kind: 'failed', reason: String(error) });
    }
  });
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
}

/**
 * Two faults of the engine's protocol are made good here, between engine and socket server.
 * One ReadyForQuery too many after an error: see dropReadyForQuery. And a fault of the engine itself (not an SQL error)
 * leaves it unusable, whereupon the socket server keeps every later statement waiting for ever: ending the thread
 * closes the socket, so that each statement fails at once.
 */
function correctProtocol(database: PGlite): void {
  const execute = database.execProtocolRawStream.bind(database);
  database.execProtocolRawStream = async (message, options) => {
    const onRawData = isExtendedMessage(message) ? dropReadyForQuery(options.onRawData) : options.onRawData;
    try {
      return await execute(message, { ...options, onRawData });
    } catch (error) {
      console.error(`the embedded database failed and has stopped: ${String(error)}`);
      process.exit(1); // ends this thread only
    }
  };
}
