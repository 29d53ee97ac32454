import type { Database } from '../../db/database.ts';
import { type InputIssue, InvalidInputError } from '../../errors.ts';
import type { QuestionArea } from '../area-of-question.ts';
import { COARSEST, FINEST } from '../eligible-zones/zone-cells.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { Candidate } from './candidate.ts';
import { cellCandidates } from './cell-candidates.ts';
import { type EligibleCandidates, listEligibleCandidates } from './eligible-candidates.ts';
import { locateSites } from './locate-sites.ts';
import type { PlanOfQuestion } from './plan-of-question.ts';
import type { SuggestionInput } from './suggestion-input.ts';

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Sites of the list that cannot be used, and why. */
  readonly rejected: readonly { readonly id: string; readonly reason: string }[];
  /** candidates=eligible: cells of the area by what the plan says of them. */
  readonly eligible: Omit<EligibleCandidates, 'candidates'> | null;
}

export interface CandidateQuestion {
  /** Population cells of the area, without those on its border. */
  readonly cells: readonly DemandCell[];
  /** Their H3 resolution. */
  readonly resolution: number;
  readonly area: QuestionArea | null;
  readonly plan: PlanOfQuestion | null;
}

interface Run {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** More candidates are refused, with how to have fewer. */
const MAX_CANDIDATES = 20_000;

/** The candidates of a question. Throws InvalidInputError for a resolution that does not fit and for too many candidates. */
export async function listCandidates(
  db: Database,
  given: SuggestionInput,
  question: CandidateQuestion,
  run: Run,
): Promise<Candidates> {
  const listed = await listKind(db, given, question, run);
  if (listed.candidates.length > MAX_CANDIDATES)
    throw new InvalidInputError([
      {
        field: 'candidates',
        value: listed.candidates.length,
        reason: `more than ${MAX_CANDIDATES} places to choose from`,
        allowed: 'a smaller area, a coarser candidateResolution, or a list of sites',
      },
    ]);
  return listed;
}

/** Throws InvalidInputError for inputs that belong to another kind of candidates and for ids given twice. */
export function checkCandidateInputs({ candidates, sites, candidateResolution }: SuggestionInput): void {
  const issues: InputIssue[] = [];
  if (candidates === 'list' && !sites)
    issues.push({ field: 'sites', reason: 'candidates=list needs the list of sites' });
  if (candidates !== 'list' && sites)
    issues.push({
      field: 'sites',
      reason: 'belongs to candidates=list',
      allowed: 'candidates=list, or leave it out',
    });
  if (candidates === 'list' && candidateResolution !== undefined)
    issues.push({
      field: 'candidateResolution',
      value: candidateResolution,
      reason: 'belongs to candidates=cells or eligible',
    });
  const known = new Set<string>();
  for (const { id } of sites ?? []) {
    if (known.has(id)) issues.push({ field: 'sites', value: id, reason: 'this id is given twice' });
    known.add(id);
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
}

async function listKind(
  db: Database,
  { candidates: kind, candidateResolution, includeReview, sites = [], asOf }: SuggestionInput,
  { cells, resolution: ofCells, area, plan }: CandidateQuestion,
  run: Run,
): Promise<Candidates> {
  const resolution = candidateResolution ?? ofCells;
  if (kind === 'cells') {
    const candidates = await cellCandidates(db, { cells, ofCells, resolution, asOf, area });
    return { candidates, rejected: [], eligible: null };
  }
  if (kind === 'list') return { ...(await listGiven(db, sites, asOf, area)), eligible: null };
  if (!plan || !area) throw new Error('candidates=eligible was asked without a plan');
  if (resolution < COARSEST || resolution > FINEST)
    throw new InvalidInputError([
      {
        field: 'candidateResolution',
        value: resolution,
        reason: 'the plan is not asked at this resolution',
        allowed: `${COARSEST} to ${FINEST}`,
      },
    ]);
  const { candidates, ...eligible } = await listEligibleCandidates(
    db,
    { ...plan.zone, area, resolution, includeReview },
    run,
  ).catch(renameResolution);
  return { candidates, rejected: [], eligible };
}

async function listGiven(
  db: Database,
  sites: NonNullable<SuggestionInput['sites']>,
  asOf: string,
  area: QuestionArea | null,
): Promise<Pick<Candidates, 'candidates' | 'rejected'>> {
  const located = await locateSites(
    db,
    sites.map((site) => ({ ...site, h3: null })),
    asOf,
    area,
  );
  return {
    candidates: located.flatMap(({ inside, ...candidate }) => (inside ? [candidate] : [])),
    rejected: located.flatMap(({ inside, id }) =>
      inside ? [] : [{ id, reason: 'outside the area, or on its border' }],
    ),
  };
}

/** The question about zones calls the resolution by another name. */
function renameResolution(error: unknown): never {
  if (!(error instanceof InvalidInputError)) throw error;
  throw new InvalidInputError(
    error.issues.map((issue) =>
      issue.field === 'resolution' ? { ...issue, field: 'candidateResolution' } : issue,
    ),
  );
}
