import { join } from 'node:path';
import { standardProfile } from '../../api/importing/network/load-profile.ts';
import { readLineStreets } from '../../api/importing/network/read-line-streets.ts';
import { readOsmStreets } from '../../api/importing/network/read-osm-streets.ts';
import { pause } from '../../api/importing/network/read-steps.ts';
import { joinStreets } from '../../api/network/build/join-streets.ts';
import { StreetCollector } from '../../api/network/build/street-collector.ts';
import type { StreetGraph } from '../../api/network/street-graph.ts';

/** The streets of a real file: an OpenStreetMap extract, or lines in GeoJSON. */
export async function streetsOfFile(folder: string, file: string): Promise<StreetGraph> {
  const { profile } = standardProfile();
  const collector = new StreetCollector(profile);
  const source = { path: join(folder, file), fileName: file };
  if (file.endsWith('.pbf')) await readOsmStreets(source, profile, collector, { pause });
  else await readLineStreets(source, {}, collector, { pause });
  return joinStreets(collector.collected()).graph;
}
