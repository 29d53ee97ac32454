import { z } from 'zod';

/**
 * A walk from the site to another point on the walking network. `walkM` null and no `beyondM`: no path is known. `beyondM`: a
 * path is known, and it is longer than this.
 */
export const walkToSchema = z.strictObject({
  walkM: z
    .number()
    .nullable()
    .describe('Metres on foot to the millimetre, the ways to and from the network included.'),
  snapped: z.boolean().describe('The point reaches the network.'),
  snapM: z.number().optional().describe('Metres from the point to the network.'),
  beyondM: z.number().optional().describe('Searched so far: the path is longer.'),
});
export type WalkTo = z.output<typeof walkToSchema>;

/** What was walked for one application; metres on the walking network. */
export const walkFactsSchema = z.strictObject({
  networkVersion: z.string().describe('Code, source and date of the version.'),
  networkCode: z
    .string()
    .optional()
    .describe('Code of the version that the site stands on; paths are drawn from it again.'),
  speedKmh: z.number(),
  siteSnapped: z.boolean(),
  siteSnapM: z.number().optional().describe('Metres from the site to the network.'),
  reached: z
    .array(walkToSchema.extend({ institutionId: z.number() }))
    .describe('Walks to the neighbours that the straight line does not rule out.'),
  uncoveredInsured: z
    .number()
    .nullable()
    .describe('Insured persons in the walk who have nobody of the type within theirs; null = unknown.'),
  uncoveredResidents: z
    .strictObject({
      surface: z.string().describe('Code of the population surface.'),
      isModelled: z.boolean(),
      walkM: z.number().describe('Limit of both walks in metres.'),
      residents: z.number().describe('In the walk of the site, with nobody within theirs.'),
      unknown: z.number().describe('In a straight line within it, but no walk is known.'),
    })
    .optional()
    .describe('The same of residents: they are not insured persons, so that no rule decides by them.'),
});
