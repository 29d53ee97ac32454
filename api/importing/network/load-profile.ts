import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInputError } from '../../errors.ts';
import { type WalkingProfile, walkingProfileSchema } from '../../network/build/walking-profile.ts';
import { PROGRAM_ROOT } from '../../paths.ts';

export interface LoadedProfile {
  readonly profile: WalkingProfile;
  /** SHA-256 of its content, whatever its layout. */
  readonly hash: string;
}

let standard: LoadedProfile | undefined;

/** The profile that comes with the program: geodata/walking-profiles/foot.json. */
export function standardProfile(): LoadedProfile {
  standard ??= readProfile(
    readFileSync(join(PROGRAM_ROOT, 'geodata', 'walking-profiles', 'foot.json'), 'utf8'),
  );
  return standard;
}

/** Reads a profile from JSON text. Throws InvalidInputError (field `profile…`) naming each entry that is wrong. */
export function readProfile(text: string): LoadedProfile {
  const parsed = walkingProfileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new InvalidInputError(
      parsed.error.issues.map((issue) => ({
        field: ['profile', ...issue.path].join('.'),
        reason: issue.code === 'unrecognized_keys' ? `unknown entry ${issue.keys.join(', ')}` : issue.message,
      })),
    );
  const { $schema: _schema, ...profile } = parsed.data;
  return { profile, hash: createHash('sha256').update(JSON.stringify(profile)).digest('hex') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new InvalidInputError([
      { field: 'profile', reason: `not valid JSON: ${(error as Error).message}`.slice(0, 300) },
    ]);
  }
}
