import { z } from 'zod';
import { KEY_ROLES } from './key-store.ts';

/** Body of `POST /keys`. */
export const newKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(200).describe('Who holds the key and what for.'),
  role: z.enum(KEY_ROLES).describe('reader < editor < admin.'),
  expiresAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Date and time (ISO 8601 with zone) after which it is refused.'),
});
