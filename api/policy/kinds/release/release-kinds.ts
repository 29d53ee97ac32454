/** Rule kinds of this folder. */
export const RELEASE_KINDS = [] as const;
