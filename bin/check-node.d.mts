export function refusalFor(version: string): string | undefined;
export function refuseOldNode(): void;
