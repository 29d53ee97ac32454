import { z } from 'zod';
import { localizedSchema } from '../../localized.ts';

const key = z.string().min(1).max(60);
const value = z.string().min(1).max(100);
const values = z.array(value).max(200);

/**
 * Who may walk where, as data (geodata/walking-profiles): which classes of street are walked, and which tags permit or refuse.
 * Strict: an unknown entry is refused, so that a misspelt one does not open a motorway.
 */
export const walkingProfileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens'),
    title: localizedSchema,
    description: localizedSchema,
    sources: z.array(z.string().min(1)).max(20),
    /** Tags or columns that hold the class of a street; the first one present counts. */
    classKeys: z.array(key).min(1).max(10),
    idKeys: z.array(key).max(10),
    nameKeys: z.array(key).max(10),
    /** What `bridge` and `tunnel` say when there is none, in lower case. */
    noValues: values,
    /** Ways without a class that are streets all the same, and the class they get. */
    otherWays: z.array(z.strictObject({ key, values: values.min(1), class: value })).max(50),
    walkable: values.min(1),
    /** Classes that are walked only where a rule of `access` permits. */
    walkableIfPermitted: values,
    /** Classes that are never walked; a class that is named nowhere is left out too, and reported by name. */
    refused: values,
    /**
     * In this order: the first rule whose tag holds a value that it permits or refuses decides. Of several values (`a;b`) a
     * refused one counts before a permitted one.
     */
    access: z.array(z.strictObject({ key, permit: values, refuse: values })).max(50),
  })
  .superRefine((profile, context) => {
    const seen = new Map<string, string>();
    for (const list of ['walkable', 'walkableIfPermitted', 'refused'] as const) {
      for (const name of profile[list]) {
        const before = seen.get(name);
        if (before !== undefined)
          context.addIssue({ code: 'custom', path: [list], message: `${name} stands in ${before} too` });
        seen.set(name, list);
      }
    }
  });

export type WalkingProfile = z.output<typeof walkingProfileSchema>;
