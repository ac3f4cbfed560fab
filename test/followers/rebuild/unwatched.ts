/** Nobody watches, nobody interrupts. */
export const unwatched = { onProgress: (): void => undefined, signal: new AbortController().signal };
