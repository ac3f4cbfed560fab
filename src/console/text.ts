import { html, type Html } from '#platform/html.js';

const counts = new Intl.NumberFormat('en-US');

/** 1234567 → `1,234,567`. */
export const countText = (count: number): string => counts.format(count);

/** `1 event`, `2 events`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** A length of time for people: `0.4 s`, `12 s`, `2 min 5 s`, `1 h 5 min`, `3 d 4 h`. */
export const durationText = (seconds: number): string => {
  if (seconds > 0 && seconds < 10) return `${Math.max(0.1, seconds).toFixed(1)} s`;
  const whole = Math.round(seconds);
  const steps = [
    [86_400, 'd', 3_600, 'h'],
    [3_600, 'h', 60, 'min'],
    [60, 'min', 1, 's'],
  ] as const;
  for (const [large, name, small, rest] of steps) {
    const [most, left] = [Math.floor(whole / large), Math.floor((whole % large) / small)];
    if (most > 0) return left === 0 ? `${most} ${name}` : `${most} ${name} ${left} ${rest}`;
  }
  return `${whole} s`;
};

/** An instant (ISO 8601) for people, to the second, in UTC. */
export const timeOf = (iso: string): Html =>
  html`<time datetime="${iso}" class="number">${iso.slice(0, 19).replace('T', ' ')}</time>`;

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle';

/** A state in words, with its colour beside it. */
export const badge = (tone: Tone, text: string): Html => html`<span class="state ${tone}">${text}</span>`;
