/** A picture that was inlined as a data URL: everything before the payload, and the payload's bytes. */
export interface Picture {
  readonly prefix: string;
  readonly bytes: Buffer;
}

// Shorter data URLs stay in the document: a file of their own would cost more than it saves.
const shortestPicture = 1024;

const longestPrefix = 256;
const prefixPattern = /^data:[\w.+-]+\/[\w.+-]+(?:;[^;,]*)*;base64,/i;

/**
 * The picture a text stands for; undefined unless it is a base64 data URL of more than 1024 characters whose
 * payload is canonical, so that `formatPicture` gives back exactly this text.
 */
export const parsePicture = (text: string): Picture | undefined => {
  if (text.length <= shortestPicture) return undefined;
  const prefix = prefixPattern.exec(text.slice(0, longestPrefix))?.[0];
  if (prefix === undefined) return undefined;
  const payload = text.slice(prefix.length);
  const bytes = Buffer.from(payload, 'base64');
  return bytes.toString('base64') === payload ? { prefix, bytes } : undefined;
};

/** The data URL a picture was made from. */
export const formatPicture = (picture: Picture): string => picture.prefix + picture.bytes.toString('base64');
