import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** What Node's HTTP parser gives with a parse error: the packet it stopped in. */
interface ParseError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

const REQUEST_LINE = /^(?:GET|HEAD|DELETE|OPTIONS) [^\r\n]+ HTTP\/1\.[01]\r?\n/;

/**
 * `curl 'host/path?category=中医诊所'` sends the letters as they are, and Node's parser refuses the request. This gives the
 * connection back to the server with the bytes percent-encoded, as a browser would have sent them (RFC 3987 §3.1).
 * Returns false when the error is another one, or the request is not one whole packet; the caller then answers 400.
 */
export function retryWithEncodedUrl(server: Server, error: ParseError, socket: Socket): boolean {
  const packet = error.rawPacket;
  if (error.code !== 'HPE_INVALID_URL' || !packet) return false;
  const text = packet.toString('latin1');
  const line = REQUEST_LINE.exec(text)?.[0];
  if (line === undefined || !hasNonAscii(line) || !isUtf8(line)) return false;
  const encoded = line.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
  server.emit('connection', continued(socket, Buffer.from(encoded + text.slice(line.length), 'latin1')));
  return true;
}

function hasNonAscii(latin1: string): boolean {
  return /[\x80-\xff]/.test(latin1);
}

function isUtf8(latin1: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'));
    return true;
  } catch {
    return false;
  }
}

/** A connection that reads `first` and then whatever else comes over the socket; what is written goes to the socket. */
function continued(socket: Socket, first: Buffer): Duplex {
  // Those of 'close' stay: with them the server forgets the connection and frees the parser that gave up.
  socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error');
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk: Buffer, encoding, done) => void socket.write(chunk, encoding, done),
    final: (done) => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy(error ?? undefined);
      done(error);
    },
  });
  stream.push(first);
  socket.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) socket.pause();
  });
  socket.on('end', () => stream.push(null));
  socket.on('close', () => stream.destroy());
  socket.on('error', (error) => stream.destroy(error));
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  return Object.assign(stream, {
    remoteAddress,
    remotePort,
    localAddress,
    localPort,
    setTimeout: (milliseconds: number, listener?: () => void) =>
      void socket.setTimeout(milliseconds, listener),
    setNoDelay: () => undefined,
    setKeepAlive: () => undefined,
    destroySoon: () => void stream.end(),
  });
}
