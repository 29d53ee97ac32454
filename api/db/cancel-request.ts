import { connect } from 'node:net';
import type pg from 'pg';

/** What `pg` keeps of a connection's start-up beyond its typed interface. */
interface ConnectionIdentity {
  readonly host: string;
  readonly port: number;
  readonly processID: number | null;
  readonly secretKey: number | null;
}

const CANCEL_REQUEST_CODE = 80877102;
const PATIENCE_MS = 5_000;

/**
 * Asks the server to stop the statement that `client` runs, by the protocol's own cancel request: it needs no free
 * connection and no right to cancel, and a pooler such as PgBouncer passes it to the right backend.
 * Resolves when the server has closed the request, that is when the signal was sent; a server that cannot be reached
 * is not an error (the statement then ends by itself or at its time limit).
 */
export async function requestCancel(client: pg.PoolClient): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as ConnectionIdentity;
  if (processID === null || secretKey === null) return;
  const request = Buffer.alloc(16);
  request.writeInt32BE(request.length, 0);
  request.writeInt32BE(CANCEL_REQUEST_CODE, 4);
  request.writeInt32BE(processID, 8);
  request.writeInt32BE(secretKey, 12);
  await new Promise<void>((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => resolve());
    socket.on('connect', () => socket.end(request));
    socket.resume();
  });
}
