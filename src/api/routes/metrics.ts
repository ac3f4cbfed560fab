import { z } from 'zod';
import { AppError } from '#platform/app-error.js';
import { mayScrape } from '#platform/metrics/scrape-access.js';
import { route, type Route } from '../route.js';

export interface MetricsDeps {
  readonly metrics: {
    readonly token: string | undefined;
    readonly type: string;
    readonly text: () => Promise<string>;
  };
}

/** What Prometheus reads. Answers to a token, or without one to this machine only. */
export const metricsRoute = ({ metrics }: MetricsDeps): Route =>
  route({
    method: 'GET',
    paths: ['/metrics', '/api/metrics'],
    absolute: true,
    name: 'metrics',
    summary: 'Numbers of this process and of all followers, for Prometheus',
    tag: 'Health',
    policy: 'public',
    responses: { 200: z.string() },
    handle: async ({ caller, header }) => {
      if (!mayScrape(metrics.token, { address: caller.ip, header }))
        throw new AppError('not_authenticated', 'Metrics are for operators.');
      return { status: 200, body: await metrics.text(), type: metrics.type };
    },
  });
