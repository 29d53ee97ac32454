export const NOTHING_COLOUR: string;
export const UNKNOWN_COLOUR: string;
export interface AmountClass {
  from: number;
  to: number | null;
  colour: string;
}
export function spread(stops: readonly string[], count: number): string[];
export function limitScale(
  answer: unknown,
): { limitM: number; minutes: number | null; reachedKm: number | null; colour: string }[] | null;
export function amountScale(answer: object): AmountClass[] | null;
export function amountColour(scale: AmountClass[] | null, amount: number | null): string;
