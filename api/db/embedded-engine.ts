import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StartupError } from '../errors.ts';
import type { EmbeddedWorkerInput, EmbeddedWorkerMessage } from './embedded-worker.ts';

/** A running embedded engine: the folder of its private socket, and how to dump or stop it. */
export interface EmbeddedEngine {
  /** Folder holding `.s.PGSQL.5432`: the `host` for `pg`. Only this user may enter it. */
  readonly socketDirectory: string;
  /** A gzipped tar of the data directory as it stands. */
  dump(): Promise<Uint8Array>;
  stop(): Promise<void>;
}

/**
 * Starts PGlite with PostGIS in a worker thread.
 * Throws StartupError when the data directory cannot be opened.
 */
export async function startEmbeddedEngine(
  options: Pick<EmbeddedWorkerInput, 'dataDirectory' | 'preparedArchive'>,
): Promise<EmbeddedEngine> {
  const socketDirectory = await makeSocketDirectory();
  const worker = startWorker({ socketPath: join(socketDirectory, '.s.PGSQL.5432'), ...options });
  const end = async () => {
    await worker.terminate();
    await rm(socketDirectory, { recursive: true, force: true });
  };
  try {
    await nextMessage(worker, 'ready');
  } catch (error) {
    await end();
    throw new StartupError(
      `The embedded database cannot be opened (${(error as Error).message}). Remedy: if the data directory ` +
        `${options.dataDirectory ?? ''} was written by another version or is damaged, move it away and start again, or set DATA_DIR.`,
      [],
      { cause: error },
    );
  }
  // A thread that dies later closes its socket, and each statement reports that; the event itself must not end the process.
  worker.on('error', () => undefined);
  return {
    socketDirectory,
    dump: async () => {
      worker.postMessage('dump');
      return (await nextMessage(worker, 'dumped')).archive;
    },
    stop: async () => {
      worker.postMessage('stop');
      try {
        await nextMessage(worker, 'stopped');
      } finally {
        await end();
      }
    },
  };
}

/** A folder that only this user may enter; the path of a Unix socket may not exceed about 100 bytes. */
async function makeSocketDirectory(): Promise<string> {
  const base = Buffer.byteLength(tmpdir()) > 70 ? '/tmp' : tmpdir();
  const folder = await mkdtemp(join(base, 'dingdian-'));
  await chmod(folder, 0o700);
  return folder;
}

/** From source (.ts, under tsx or vitest) the worker needs the tsx loader; the built program does not. */
function startWorker(workerData: EmbeddedWorkerInput): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const url = new URL(fromSource ? './embedded-worker.ts' : './embedded-worker.js', import.meta.url);
  const bootstrap = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${JSON.stringify(url.href)}, ${JSON.stringify(import.meta.url)}));`;
  return fromSource ? new Worker(bootstrap, { eval: true, workerData }) : new Worker(url, { workerData });
}

type MessageOf<Kind> = Extract<EmbeddedWorkerMessage, { kind: Kind }>;

function nextMessage<Kind extends EmbeddedWorkerMessage['kind']>(
  worker: Worker,
  kind: Kind,
): Promise<MessageOf<Kind>> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const onMessage = (message: EmbeddedWorkerMessage) => {
      if (message.kind === kind) finish(() => resolve(message as MessageOf<Kind>));
      else if (message.kind === 'failed') finish(() => reject(new Error(message.reason)));
    };
    const onError = (error: Error) => finish(() => reject(error));
    const onExit = (code: number) =>
      finish(() => reject(new Error(`the database thread ended with code ${code}`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
