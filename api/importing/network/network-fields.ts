import { z } from 'zod';
import { networkOptionsSchema } from './network-options.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Text fields of a multipart import of a walking network. */
export const networkFieldsSchema = networkOptionsSchema.extend({
  activate: flag.optional().describe('Let it decide walking distances of its area at once.'),
  replace: flag.optional().describe('Put it in the place of a version with the same code and other content.'),
  dryRun: flag.optional().describe('Read and build, write nothing.'),
  synthetic: flag.optional().describe('Label it as synthetic.'),
});
