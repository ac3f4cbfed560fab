import { styleText } from 'node:util';

export type Style = Parameters<typeof styleText>[0];

/** Where a command writes: answers to `print`, everything else to `warn`, so that answers can be piped. */
export interface Output {
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Shows a text on the terminal's last line in the place of the one before; '' takes it away. */
  readonly status: (text: string) => void;
  /** The text in a style on a terminal with colours, else as it is. */
  readonly paint: (style: Style, text: string) => string;
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
}

/** What of a stream matters here. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colours only on a terminal, and not with NO_COLOR or TERM=dumb. */
const showsColours = (out: Sink, environment: Readonly<Record<string, string | undefined>>): boolean =>
  out.isTTY === true && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb';

export const createOutput = (
  { out, err }: { readonly out: Sink; readonly err: Sink },
  environment: Readonly<Record<string, string | undefined>>,
): Output => {
  const colours = showsColours(out, environment);
  return {
    print: (text) => void out.write(`${text}\n`),
    warn: (text) => void err.write(`${text}\n`),
    status: (text) => {
      if (err.isTTY === true) err.write(`\r${text.slice(0, (err.columns ?? 80) - 1)}\u001b[K`);
    },
    paint: (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text),
    width: out.isTTY === true ? (out.columns ?? 80) : 100,
  };
};
