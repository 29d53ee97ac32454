/** A linear or mixed-integer program that grows column by column and row by row; what it maximises is `cost`. */
export class Program {
  readonly cost: number[] = [];
  readonly lower: number[] = [];
  readonly upper: number[] = [];
  readonly integer: number[] = [];
  readonly rowLower: number[] = [];
  readonly rowUpper: number[] = [];
  readonly starts: number[] = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];

  get columns(): number {
    return this.cost.length;
  }

  get entries(): number {
    return this.indices.length;
  }

  /** A column between 0 and 1; returns its index. */
  addUnit(cost: number, kind: 'binary' | 'continuous'): number {
    this.lower.push(0);
    this.upper.push(1);
    this.integer.push(kind === 'binary' ? 1 : 0);
    return this.cost.push(cost) - 1;
  }

  /** lower ≤ Σ values × columns ≤ upper. */
  addRow(lower: number, upper: number, columns: Iterable<number>, value = 1): void {
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    for (const column of columns) {
      this.indices.push(column);
      this.values.push(value);
    }
    this.starts.push(this.indices.length);
  }

  /** Adds an entry to the row added last. */
  addEntry(column: number, value: number): void {
    this.indices.push(column);
    this.values.push(value);
    this.starts[this.starts.length - 1] = this.indices.length;
  }
}
