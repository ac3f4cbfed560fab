// The only file that knows OpenTelemetry; loaded when a collector is configured. It registers nothing globally.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { within } from '../within.js';
import { traceparentOf, type OpenSpan, type SpanPlace, type SpanSpec, type Tracing } from './tracing.js';

const SEND_EVERY_MS = 1_000;
const ANSWER_MS = 3_000;
const CLOSE_MS = 4_000;

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const;

const CODE = /^[\w.-]{1,60}$/;

/** Messages may quote people: only what looks like a code is told. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  return [code, error.name].find((text) => CODE.test(text)) ?? 'unknown';
};

const remote = ({ traceId, spanId }: SpanPlace): SpanContext => ({
  ...{ traceId, spanId, isRemote: true, traceFlags: TraceFlags.SAMPLED },
});

/** Random ids, but for a span whose id is known beforehand. */
const createIds = () => {
  let next: string | undefined;
  return {
    of: <T>(spanId: string | undefined, start: () => T): T => {
      next = spanId;
      try {
        return start();
      } finally {
        next = undefined;
      }
    },
    generateTraceId: () => randomBytes(16).toString('hex'),
    generateSpanId: () => next ?? randomBytes(8).toString('hex'),
  };
};

const openSpan = (span: Span): OpenSpan => {
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    rename: (name) => void span.updateName(name),
    note: (attributes) => void span.setAttributes(attributes),
    fail: (code) => {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', code);
    },
  };
};

type Ids = ReturnType<typeof createIds>;

const openProvider = (endpoint: string, role: string, ids: Ids): NodeTracerProvider => {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: ANSWER_MS,
  });
  return new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `aidesign-${role}` }),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: SEND_EVERY_MS })],
  });
};

/** Sends spans to `<endpoint>/v1/traces` as JSON. */
export const createTracing = (endpoint: string, role: string): Tracing => {
  const ids = createIds();
  const provider = openProvider(endpoint, role, ids);
  const tracer = provider.getTracer('aidesign');
  const current = new AsyncLocalStorage<Span>();

  const contextFor = ({ parent }: SpanSpec): Context => {
    if (parent) return trace.setSpanContext(ROOT_CONTEXT, remote(parent));
    const around = parent === null ? undefined : current.getStore();
    return around ? trace.setSpan(ROOT_CONTEXT, around) : ROOT_CONTEXT;
  };
  const start = (spec: SpanSpec): Span => {
    const { name, kind = 'internal', attributes = {}, links = [] } = spec;
    const options = {
      ...{ kind: KINDS[kind], attributes },
      links: links.map((link) => ({ context: remote(link) })),
    };
    return ids.of(spec.spanId, () => tracer.startSpan(name, options, contextFor(spec)));
  };
  return {
    span: async (spec, work) => {
      const span = start(spec);
      const open = openSpan(span);
      try {
        return await current.run(span, () => work(open));
      } catch (error) {
        open.fail(codeOf(error));
        throw error;
      } finally {
        span.end();
      }
    },
    traceparent: () => {
      const span = current.getStore();
      return span && traceparentOf(span.spanContext());
    },
    close: () => within(CLOSE_MS, provider.shutdown()),
  };
};
