import type { DroppedStreets } from '../../network/build/street-collector.ts';
import type { NetworkImportReport } from './network-report.ts';

const SHOWN_REASONS = 25;
const OUTCOMES: Record<NetworkImportReport['outcome'], string> = {
  stored: 'IMPORTED',
  replaced: 'REPLACED the version of the same code',
  unchanged: 'UNCHANGED: the version is there already',
  checked: 'DRY RUN: read and built, nothing kept',
};
const REASONS: Record<DroppedStreets['reason'], string> = {
  'class-refused': 'class not walked',
  'class-unknown': 'class not in the profile',
  'class-not-permitted': 'class walked only where permitted',
  'access-refused': 'access refused',
  'no-geometry': 'without a line',
  'bad-coordinate': 'coordinate out of range',
  'across-antimeridian': 'across the antimeridian',
  'no-length': 'without length',
  duplicate: 'on streets that are there already',
};

/** The report as a page of text for a terminal. */
export function printNetworkReport(report: NetworkImportReport): string {
  const { build, network } = report;
  const { code, area, sourceDate, isActive, retired, isSynthetic } = network;
  const lines = [
    `${OUTCOMES[report.outcome]} — walking network ${code} for ${area}, ${sourceDate}${isSynthetic ? ', synthetic' : ''}, from ${report.fileName} (${report.format}, ${report.crs}, profile ${report.profile})`,
    `state       ${stateOf(report, isActive, retired)}`,
    `streets     ${build.waysKept} of ${build.waysRead - build.noStreets} kept${build.noStreets > 0 ? `; ${build.noStreets} other ways are no streets` : ''}`,
    `network     ${build.nodes} nodes, ${build.edges} edges, ${km(build.lengthKm * 1000)}, packed ${(report.graphBytes / 1e6).toFixed(1)} MB`,
    `components  ${build.components}; the largest holds ${(build.largestShare * 100).toFixed(2)} % of the length`,
    ...levels(report),
    `left out    ${km(build.droppedKm * 1000)}`,
    ...build.dropped
      .slice(0, SHOWN_REASONS)
      .map(
        ({ reason, what, ways, lengthM }) => `  ${REASONS[reason]}: ${what}, ${ways} ways, ${km(lengthM)}`,
      ),
    ...(build.dropped.length > SHOWN_REASONS
      ? [`  … ${build.dropped.length - SHOWN_REASONS} more (--json lists all)`]
      : []),
    ...(report.cutWays > 0
      ? [`cut         ${report.cutWays} ways where the extract lacks their vertices`]
      : []),
    ...report.findings.map(({ code: name, reason }) => `· ${name}: ${reason.en}\n    ${reason.zh}`),
    `${report.seconds.toFixed(1)} s${report.committed ? `, import ${report.importId}` : ''}`,
  ];
  return `${lines.join('\n')}\n`;
}

function stateOf({ network }: NetworkImportReport, isActive: boolean, retired: string | null): string {
  if (!isActive) return `not active; dingdian network activate ${network.code}`;
  return `active in ${network.area}${retired === null ? '' : `; ${retired} is retired`}`;
}

function levels({ build }: NetworkImportReport): string[] {
  const { crossingsKeptApart, levelsJoined, repeatedStretches, repeatedKm } = build;
  const told =
    crossingsKeptApart + levelsJoined > 0
      ? [`levels      ${crossingsKeptApart} crossings kept apart, ${levelsJoined} places where levels meet`]
      : [];
  return repeatedStretches > 0
    ? [
        ...told,
        `repeated    ${repeatedStretches} stretches (${km(repeatedKm * 1000)}) lie there twice, kept once`,
      ]
    : told;
}

const km = (metres: number) => `${(metres / 1000).toFixed(1)} km`;
