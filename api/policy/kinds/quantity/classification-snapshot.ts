import { z } from 'zod';

export const classificationSnapshotParameters = z.strictObject({
  bandRule: z.string().describe('Rule of kind saturation-band whose class is cited, e.g. DL-D1.'),
});
