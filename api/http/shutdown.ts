import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';

export interface CloseOptions {
  /** Closes what the server needs (the database), after the last request. */
  readonly close: () => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** How long requests in flight may take; after it they are cut off. */
  readonly timeoutMs: number;
}

const connections = new WeakMap<Server, Set<Socket>>();

/** Remembers the server's connections, so that those on which nothing was ever asked do not hold up its end. */
export function watchConnections(server: Server): void {
  const open = new Set<Socket>();
  connections.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
}

const closing = new WeakMap<Server, { finished: Promise<boolean>; force: () => void }>();

/**
 * Stops accepting, lets requests in flight finish, closes idle connections, then closes the database.
 * A second call (a second signal) or `timeoutMs` cuts off what is left. True when nothing was cut off and all closed.
 */
export function closeGracefully(server: Server, options: CloseOptions): Promise<boolean> {
  const already = closing.get(server);
  if (already) {
    options.log.warn('asked again to stop: cutting off the requests in flight');
    already.force();
    return already.finished;
  }
  let cutOff = false;
  const force = () => {
    cutOff = true;
    server.closeAllConnections();
  };
  const finished = drain(server, options, force)
    .then(() => options.close())
    .then(
      () => !cutOff,
      (error: unknown) => {
        options.log.error({ err: error }, 'the database did not close cleanly');
        return false;
      },
    );
  closing.set(server, { finished, force });
  return finished;
}

async function drain(server: Server, { log, timeoutMs }: CloseOptions, force: () => void): Promise<void> {
  // A client that keeps its connection and asks again gets this one answer and is then told to go.
  server.prependListener('request', (_req: IncomingMessage, res: ServerResponse) => {
    res.setHeader('Connection', 'close');
  });
  const tidy = setInterval(() => closeUnused(server), 50);
  const timer = setTimeout(() => {
    log.warn(`requests still in flight after ${timeoutMs / 1000} s are cut off`);
    force();
  }, timeoutMs);
  try {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    log.info('no request is in flight any more');
  } finally {
    clearInterval(tidy);
    clearTimeout(timer);
  }
}

/** Node counts a connection as idle only after its first request; browsers open some in advance and never use them. */
function closeUnused(server: Server): void {
  server.closeIdleConnections();
  for (const socket of connections.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
}
