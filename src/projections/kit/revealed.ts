import { isErased, type Erased } from '#domain/kit/personal.js';

/** A personal value as a row holds it: null once the person was erased. An absent value stays absent. */
export const revealed = <T>(value: T): Exclude<T, Erased> | null =>
  isErased(value) ? null : (value as Exclude<T, Erased>);
