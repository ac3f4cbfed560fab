/** What JSON can say. Everything is readonly: whoever wants another value builds one. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object; which keys it has is for the reader to find out. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
