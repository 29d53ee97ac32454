import type { Request } from 'express';
import type { Config } from '../config.ts';

/** Host names, IPv4, bracketed IPv6, with an optional port: nothing that could break out of a link. */
const SANE_HOST = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * The base of the links in answers, without trailing slash: PUBLIC_URL when configured, else scheme and host of the request
 * (those of the proxy when TRUST_PROXY names one).
 */
export function baseUrl(req: Request, config: Config): string {
  if (config.PUBLIC_URL !== undefined) return config.PUBLIC_URL.replace(/\/+$/, '');
  const host = req.host;
  const usable =
    typeof host === 'string' && SANE_HOST.test(host)
      ? host
      : `localhost:${req.socket.localPort ?? config.PORT}`;
  return `${req.protocol}://${usable}`;
}
