import { z } from 'zod';

/** A text for people in Chinese and English. */
export interface Localized {
  readonly zh: string;
  readonly en: string;
}

export const localizedSchema = z.object({ zh: z.string(), en: z.string() });
