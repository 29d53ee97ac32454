/** Rule kinds of this folder. */
export const CITY_KINDS = [] as const;
