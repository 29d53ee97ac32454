/** A coordinate, bounding box, CRS name or geometry that cannot be used; `field` names where it stood. */
export class GeoInputError extends Error {
  readonly field: string;
  readonly value: unknown;
  readonly allowed: string | undefined;
  constructor(field: string, value: unknown, reason: string, allowed?: string) {
    super(reason);
    this.name = 'GeoInputError';
    this.field = field;
    this.value = value;
    this.allowed = allowed;
  }
}
