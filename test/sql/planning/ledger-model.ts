interface Movement {
  readonly entryId?: number;
  readonly day: string;
  readonly quantity: number;
  readonly isSetAside: boolean;
}
interface ModelLot {
  readonly lotId: string;
  readonly area: string;
  readonly quantity: number;
  readonly on: string;
  readonly validTo: string;
  isVoid: boolean;
  movements: Movement[];
}
interface Booked {
  readonly lotId: string;
  readonly entry: string;
  readonly quantity: number;
}
interface Change {
  readonly booked: readonly (Movement & { readonly lotId: string })[];
  readonly voided: readonly string[];
}

/** The ledger as plain arrays: what the database must agree with after every movement. */
export class LedgerModel {
  readonly lots: ModelLot[] = [];
  readonly #reversed = new Map<string, boolean>();
  readonly #received = new Map<string, { readonly source: string; readonly quantity: number }>();

  knows(lotId: string): boolean {
    return this.lots.some((lot) => lot.lotId === lotId);
  }

  release(lot: Omit<ModelLot, 'isVoid' | 'movements'>): void {
    const movements = [{ day: lot.on, quantity: lot.quantity, isSetAside: false }];
    this.lots.push({ ...lot, isVoid: false, movements });
  }

  accepts(entries: readonly Booked[], on: string): boolean {
    const isOpen = entries.every(({ lotId }) => {
      const lot = this.#lot(lotId);
      return !lot.isVoid && on >= lot.on && on <= lot.validTo;
    });
    return isOpen && this.#holds(entries.map((entry) => ({ lotId: entry.lotId, ...toMovement(entry, on) })));
  }

  book(entries: readonly Booked[], on: string): void {
    for (const entry of entries) this.#lot(entry.lotId).movements.push(toMovement(entry, on));
  }

  /** Parts of a transfer, earliest expiry first; null when the pool does not hold so much. */
  takeForTransfer(area: string, quantity: number, on: string): { lotId: string; quantity: number }[] | null {
    let left = quantity;
    const parts: { lotId: string; quantity: number }[] = [];
    const order = (lot: ModelLot) => `${lot.validTo} ${lot.on} ${lot.lotId}`;
    const lots = this.lots
      .filter((lot) => lot.area === area && !lot.isVoid && lot.on <= on && lot.validTo >= on)
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
    for (const lot of lots) {
      const days = [on, ...lot.movements.map((movement) => movement.day).filter((day) => day > on)];
      const available = Math.min(...days.map((day) => sumOn(lot.movements, day)));
      const taken = Math.min(left, Math.max(0, available));
      if (taken > 0) parts.push({ lotId: lot.lotId, quantity: taken });
      left -= taken;
    }
    return left === 0 ? parts : null;
  }

  transfer(
    parts: readonly { lotId: string; quantity: number }[],
    area: string,
    on: string,
    into: readonly { lotId: string; quantity: number; transferredFrom: string | null }[],
  ): void {
    for (const { lotId, quantity } of parts) {
      const source = this.#lot(lotId);
      const received = into.find((lot) => lot.transferredFrom === lotId && lot.quantity === quantity);
      if (!received) throw new Error(`no lot received ${quantity} of ${lotId}`);
      source.movements.push({ day: on, quantity: -quantity, isSetAside: false });
      this.release({ lotId: received.lotId, area, quantity, on, validTo: source.validTo });
      this.#received.set(received.lotId, { source: lotId, quantity });
    }
  }

  /** What the reversal of a stored entry changes; null when it must be refused. A second reversal changes nothing. */
  reversalOf(
    entry: {
      entry_id: number;
      lot_id: string;
      entry: string;
      quantity: number;
      into_lot: string | null;
    },
    on: string,
  ): Change | null {
    if (entry.entry === 'reversal') return null;
    if (entry.entry === 'release' && this.#received.has(entry.lot_id)) return null;
    if (this.#reversed.has(String(entry.entry_id))) return { booked: [], voided: [] };
    const isSetAside = entry.entry === 'suspend' || entry.entry === 'restore';
    const booked = [
      { lotId: entry.lot_id, day: on, quantity: -entry.quantity, isSetAside, entryId: entry.entry_id },
    ];
    const voided = entry.entry === 'release' ? [entry.lot_id] : [];
    if (entry.into_lot !== null) {
      booked.push({
        lotId: entry.into_lot,
        day: on,
        quantity: entry.quantity,
        isSetAside: false,
        entryId: entry.entry_id,
      });
      voided.push(entry.into_lot);
    }
    const isOpen = booked.every(({ lotId }) => !this.#lot(lotId).isVoid && on >= this.#lot(lotId).on);
    return isOpen && this.#holds(booked) ? { booked, voided } : null;
  }

  apply({ booked, voided }: Change): void {
    for (const { lotId, entryId, ...movement } of booked) {
      this.#lot(lotId).movements.push(movement);
      this.#reversed.set(String(entryId), true);
    }
    for (const lotId of voided) this.#lot(lotId).isVoid = true;
  }

  /** Area, lot, balance and suspended quantity of every lot that is valid on a day. */
  balancesOn(day: string): (readonly [string, string, number, number])[] {
    return this.lots
      .filter((lot) => !lot.isVoid && lot.on <= day && lot.validTo >= day)
      .map((lot) => {
        const setAside = lot.movements.filter((movement) => movement.isSetAside);
        return [lot.area, lot.lotId, sumOn(lot.movements, day), 0 - sumOn(setAside, day)] as const;
      })
      .sort();
  }

  #lot(lotId: string): ModelLot {
    const lot = this.lots.find((one) => one.lotId === lotId);
    if (!lot) throw new Error(`the model has no lot ${lotId}`);
    return lot;
  }

  /** No lot below zero or above its quantity on any day, and never more restored than suspended. */
  #holds(added: readonly (Movement & { readonly lotId: string })[]): boolean {
    return [...new Set(added.map((one) => one.lotId))].every((lotId) => {
      const lot = this.#lot(lotId);
      const movements = [...lot.movements, ...added.filter((one) => one.lotId === lotId)];
      const setAside = movements.filter((movement) => movement.isSetAside);
      return movements.every(({ day }) => {
        const balance = sumOn(movements, day);
        return balance >= 0 && balance <= lot.quantity && sumOn(setAside, day) <= 0;
      });
    });
  }
}

function toMovement({ entry, quantity }: Booked, day: string): Movement {
  return { day, quantity, isSetAside: entry === 'suspend' || entry === 'restore' };
}

function sumOn(movements: readonly Movement[], day: string): number {
  return movements.filter((movement) => movement.day <= day).reduce((sum, one) => sum + one.quantity, 0);
}
