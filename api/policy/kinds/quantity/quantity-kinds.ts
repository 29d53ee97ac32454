/** Rule kinds of this folder. */
export const QUANTITY_KINDS = [] as const;
