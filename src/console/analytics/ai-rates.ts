import type { AiTotals } from '#projections/ai-models/queries.js';
import { ratio } from './comparison.js';

const MICRO = 1_000_000;

/** Requests that were answered, well or not. */
export const answered = ({ completed, failed }: AiTotals): number => completed + failed;

/** US dollars. */
export const cost = ({ costMicroUsd }: AiTotals): number => costMicroUsd / MICRO;

/** Share of requests that were answered well; null without requests. */
export const successRate = (totals: AiTotals): number | null => ratio(totals.completed, answered(totals));

/** Mean milliseconds from the request to the model to its answer; null without requests. */
export const meanTime = (totals: AiTotals): number | null => ratio(totals.durationMs, answered(totals));

/** US dollars for each request; null without requests. */
export const costEach = (totals: AiTotals): number | null => ratio(cost(totals), answered(totals));
