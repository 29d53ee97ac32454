import highsModule, { type Highs, type InterruptCallbackEvent, type Model } from 'highs';
import type { Program } from './program.ts';
import { SitingCancelled, type SitingControl } from './siting-problem.ts';

export interface ProgramOptions {
  readonly timeLimitS: number;
  /** Ignores that columns are whole: the linear relaxation, whose optimum is a bound. */
  readonly relaxed?: boolean;
  /** Values of all columns of a known solution. */
  readonly start?: Float64Array;
  readonly control: SitingControl;
}

/** `failed`: the solver gave up (memory, numbers); nothing is known from it. */
export interface ProgramResult {
  readonly status: 'optimal' | 'infeasible' | 'time-limit' | 'failed';
  readonly values: Float64Array | null;
  /** No solution is greater; null = not known. */
  readonly bound: number | null;
}

/** Costs are scaled to this greatest value, so that the solver's absolute tolerances mean the same for any weights. */
const GREATEST_COST = 1_000;

/** The package's declarations describe its CommonJS form, in which the loader is a member; imported, it is the default itself. */
const loadHighs = highsModule as unknown as typeof highsModule.default;

let loading: Promise<Highs> | undefined;

/** Solves a program with HiGHS. The same program gives the same values unless the time limit ends it. Throws SitingCancelled. */
export async function solveProgram(program: Program, options: ProgramOptions): Promise<ProgramResult> {
  if (program.columns === 0) {
    const possible = program.rowLower.every((lower, row) => lower <= 0 && program.rowUpper[row]! >= 0);
    return {
      status: possible ? 'optimal' : 'infeasible',
      values: new Float64Array(),
      bound: possible ? 0 : null,
    };
  }
  loading ??= loadHighs();
  const highs = await loading;
  let greatest = 0;
  for (const cost of program.cost) greatest = Math.max(greatest, Math.abs(cost));
  const scale = greatest > 0 ? GREATEST_COST / greatest : 1;
  try {
    return await highs.withModel(modelOf(program, highs, scale, options.relaxed ?? false), async (model) =>
      run(highs, model, scale, options),
    );
  } catch (error) {
    if (error instanceof SitingCancelled) throw error;
    // A WebAssembly instance that ran out of memory is not used again.
    loading = undefined;
    return { status: 'failed', values: null, bound: null };
  }
}

function modelOf(program: Program, highs: Highs, scale: number, relaxed: boolean) {
  const { integer, continuous } = highs.constants.variableType;
  return {
    numCols: program.columns,
    numRows: program.rowLower.length,
    sense: highs.constants.objectiveSense.maximize,
    colCost: Float64Array.from(program.cost, (cost) => cost * scale),
    colLower: Float64Array.from(program.lower),
    colUpper: Float64Array.from(program.upper),
    rowLower: Float64Array.from(program.rowLower),
    rowUpper: Float64Array.from(program.rowUpper),
    matrix: {
      format: 'csr' as const,
      numRows: program.rowLower.length,
      numCols: program.columns,
      starts: Int32Array.from(program.starts),
      indices: Int32Array.from(program.indices),
      values: Float64Array.from(program.values),
    },
    ...(relaxed
      ? {}
      : { integrality: Int32Array.from(program.integer, (whole) => (whole ? integer : continuous)) }),
  };
}

function run(highs: Highs, model: Model, scale: number, options: ProgramOptions): ProgramResult {
  const { control, relaxed = false, start, timeLimitS } = options;
  model.options.set({
    output_flag: false,
    log_to_console: false,
    time_limit: timeLimitS,
    mip_rel_gap: 0,
    mip_abs_gap: 1e-6,
    random_seed: 0,
  });
  if (start && !relaxed) model.setSolution({ colValue: start });
  let cancelled = false;
  const { callbackType, modelStatus } = highs.constants;
  const watch = (event: Pick<InterruptCallbackEvent, 'interrupt'>): undefined => {
    cancelled ||= control.cancelled();
    if (cancelled) event.interrupt();
  };
  const { modelStatus: status } = model.run({
    [callbackType.mipInterrupt]: watch,
    [callbackType.simplexInterrupt]: watch,
    [callbackType.ipmInterrupt]: watch,
  });
  if (cancelled) throw new SitingCancelled();
  if (status === modelStatus.infeasible) return { status: 'infeasible', values: null, bound: null };
  if (status === modelStatus.optimal) {
    const bound = relaxed ? model.getObjectiveValue() : Number(model.info.get('mip_dual_bound'));
    return { status: 'optimal', values: model.getSolution().colValue, bound: bound / scale };
  }
  if (status !== modelStatus.timeLimit) return { status: 'failed', values: null, bound: null };
  if (relaxed) return { status: 'time-limit', values: null, bound: null };
  const bound = Number(model.info.get('mip_dual_bound'));
  const hasValues = Number(model.info.get('primal_solution_status')) === 2;
  return {
    status: 'time-limit',
    values: hasValues ? model.getSolution().colValue : null,
    bound: Math.abs(bound) < 1e100 ? bound / scale : null,
  };
}
