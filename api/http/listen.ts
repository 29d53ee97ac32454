import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Config } from '../config.ts';
import { StartupError } from '../errors.ts';
import { retryWithEncodedUrl } from './raw-url.ts';
import { watchConnections } from './shutdown.ts';

const HEADERS_TIMEOUT_MS = 20_000;
/** An upload of MAX_UPLOAD_BYTES over a slow line takes minutes; the answer's own limit is REQUEST_TIMEOUT_MS. */
const SHORTEST_UPLOAD_TIMEOUT_MS = 300_000;
/** Longer than the idle time of common proxies (60 s), so that they never reuse a connection that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/** Serves the application at HOST and PORT. Throws StartupError with the remedy when the port cannot be had. */
export async function listen(
  app: RequestListener,
  config: Pick<Config, 'HOST' | 'PORT' | 'REQUEST_TIMEOUT_MS'>,
): Promise<Server> {
  const server = createServer(app);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = Math.max(config.REQUEST_TIMEOUT_MS, SHORTEST_UPLOAD_TIMEOUT_MS);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!retryWithEncodedUrl(server, error, socket as Socket)) refuseMalformed(error, socket);
  });
  watchConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, config)));
    server.listen(config.PORT, config.HOST, resolve);
  });
  return server;
}

function cannotListen(
  error: NodeJS.ErrnoException,
  { HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>,
): StartupError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${PORT} is taken by another program. Remedy: stop that program, or set PORT to another number (0 takes a free one).`,
    EACCES: `Port ${PORT} may not be used by this user. Remedy: set PORT to a number of 1024 or above.`,
    EADDRNOTAVAIL: `The address ${HOST} is not one of this machine. Remedy: set HOST to 127.0.0.1 or, for all addresses, to 0.0.0.0.`,
    ENOTFOUND: `The host name ${HOST} is not known. Remedy: set HOST to 127.0.0.1 or, for all addresses, to 0.0.0.0.`,
  };
  const otherwise = `The server cannot listen at ${HOST}:${PORT} (${error.message}). Remedy: set HOST and PORT to an address that is free.`;
  return new StartupError(reasons[error.code ?? ''] ?? otherwise, [], { cause: error });
}

/** What is no HTTP never reaches the application: it is answered here, as a problem like the rest. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    detail: 'the request is not readable HTTP',
  });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
