import { expect } from 'vitest';
import { InvalidInputError } from '../../api/errors.ts';
import { standardProfile } from '../../api/importing/network/load-profile.ts';
import { pause } from '../../api/importing/network/read-steps.ts';
import { readStreets } from '../../api/importing/network/read-streets.ts';
import { joinStreets } from '../../api/network/build/join-streets.ts';
import { StreetCollector } from '../../api/network/build/street-collector.ts';
import { temporaryFile } from './import-fixtures.ts';

type Options = Parameters<typeof readStreets>[1];

/** Reads the streets of a file with this name and content, and joins them. */
export async function readNetwork(
  name: string,
  content: string | Uint8Array,
  options: Options = { format: undefined, crs: undefined },
  signal?: AbortSignal,
) {
  const { profile } = standardProfile();
  const collector = new StreetCollector(profile);
  const figures = await readStreets(temporaryFile(name, content), options, profile, collector, {
    pause,
    signal,
  });
  return {
    collector,
    figures,
    graph: { ...joinStreets(collector.collected()).graph, labels: collector.labels },
  };
}

/** Why the work was refused, which it must be for its input. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInputError);
  return (error as Error).message;
}
