import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers. The content policy lets the own map page work: its scripts come from this origin, MapLibre starts its worker
 * from a blob and draws images from data and blobs; inline styles are allowed, inline scripts are not.
 * No HSTS and no upgrade of http links: whether the address has TLS is the business of the proxy in front.
 */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'self'"],
        'connect-src': ["'self'"],
        'font-src': ["'self'", 'data:'],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'object-src': ["'none'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'worker-src': ["'self'", 'blob:'],
      },
    },
    // Map clients of other origins read the answers; CORS_ORIGIN decides which.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: false,
  }) as RequestHandler;
}
