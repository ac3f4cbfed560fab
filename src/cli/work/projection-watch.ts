import type { RebuildProgress, Watching } from '#followers/rebuild/desk.js';
import { countText, progressBar } from '../format/progress-bar.js';
import type { Tools } from '../tools.js';

const NAMES: Readonly<Record<RebuildProgress['step'], string>> = {
  reading: 'events',
  indexing: 'indexes',
  comparing: 'compare',
  searching: 'search',
};

/** A length of time for people: `1 h 5 min`, `2 min 5 s`, `8 s`. */
const timeText = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

const noteOf = ({ step, perSecond, secondsLeft }: RebuildProgress): string | undefined => {
  if (step !== 'reading') return undefined;
  const left = secondsLeft === undefined ? '' : `  ${timeText(secondsLeft)} left`;
  return `${countText(perSecond)} events/s${left}`;
};

/** Shows how far the work is, and takes that away when it ends. Ctrl-C ends it; what is done stays. */
export const watched = async <T>(tools: Tools, work: (watching: Watching) => Promise<T>): Promise<T> => {
  const bar = progressBar(tools.output);
  const onProgress = (progress: RebuildProgress): void => {
    const { step, events, share } = progress;
    bar.update({
      step: NAMES[step],
      done: events,
      total: undefined,
      unit: 'events',
      share,
      note: noteOf(progress),
    });
  };
  try {
    return await work({ onProgress, signal: tools.interrupted() });
  } finally {
    bar.clear();
  }
};
