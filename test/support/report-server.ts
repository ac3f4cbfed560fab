import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.js';

export interface Report {
  readonly exception: {
    readonly values: readonly {
      readonly type: string;
      readonly value: string;
      readonly stacktrace?: {
        readonly frames: readonly {
          readonly filename: string;
          readonly function: string;
          readonly in_app: boolean;
        }[];
      };
    }[];
  };
  readonly tags: Readonly<Record<string, string>>;
  readonly release: string;
  readonly environment: string;
}

export interface ReportServer {
  readonly dsn: string;
  /** Envelopes as they were sent. */
  readonly envelopes: readonly string[];
  readonly reports: readonly Report[];
  first(is: (report: Report) => boolean): Promise<Report>;
  close(): Promise<void>;
}

/** The third line of an envelope with one item is the event. */
const reportIn = (envelope: string): Report => JSON.parse(envelope.split('\n')[2] ?? '{}') as Report;

/** Receives what is sent to a DSN. */
export const startReportServer = async (): Promise<ReportServer> => {
  const envelopes: string[] = [];
  const reports: Report[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      envelopes.push(text);
      reports.push(reportIn(text));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return {
    dsn: `http://0123456789abcdef@127.0.0.1:${(server.address() as AddressInfo).port}/7`,
    envelopes,
    reports,
    first: (is) => until(() => Promise.resolve(reports.find(is)), 30_000),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
