// Traces of what the processes do, for a collector that speaks OTLP. Promises: without one nothing is loaded and
// nothing is wrapped; nothing personal is in a span: names and attributes come from the code, of failures only
// their code is told. A collector that is away costs spans and nothing else.
import { sha256 } from '../hash.js';

/** A span, wherever it was made. */
export interface SpanPlace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

export interface SpanSpec {
  readonly name: string;
  readonly kind?: 'internal' | 'server' | 'client' | 'consumer';
  readonly attributes?: Attributes;
  /** Where it must be known without being told; else random. */
  readonly spanId?: string;
  /** A span of another process, or none (null: it begins a trace); without it, the span we are in. */
  readonly parent?: SpanPlace | null | undefined;
  /** Spans that made this one necessary. */
  readonly links?: readonly SpanPlace[];
}

export interface OpenSpan extends SpanPlace {
  rename(name: string): void;
  note(attributes: Attributes): void;
  fail(code: string): void;
}

export interface Tracing {
  /** Runs the work in a span of its own; a failure of it is told by its code. */
  span<T>(spec: SpanSpec, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  /** W3C `traceparent` of the span we are in. */
  traceparent(): string | undefined;
  /** Sends what is left, for at most some seconds. */
  close(): Promise<void>;
}

const TRACE_PARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/;

/** What a W3C `traceparent` header names; undefined when it is none. */
export const placeIn = (header: string): SpanPlace | undefined => {
  const [, traceId, spanId] = TRACE_PARENT.exec(header) ?? [];
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
};

export const traceparentOf = ({ traceId, spanId }: SpanPlace): string => `00-${traceId}-${spanId}-01`;

/** The span of a command on a stream: whoever has its event can name it, though no event holds its id. */
export const commandSpanId = (commandId: string, stream: string): string =>
  sha256(`span ${commandId} ${stream}`).slice(0, 16);

/** Undefined without a collector. */
export const openTracing = async (
  endpoint: string | undefined,
  role: string,
): Promise<Tracing | undefined> =>
  endpoint === undefined ? undefined : (await import('./otlp.js')).createTracing(endpoint, role);
