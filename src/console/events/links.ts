/** Addresses of the room. */
export const EVENTS = '/console/events';
export const LIVE = `${EVENTS}/live`;
export const EXPORT = `${EVENTS}/export`;

/** Events that a page of a time line shows. */
export const TIME_LINE_PAGE = 20;

export const treeOf = (correlation: string): string =>
  `${EVENTS}/correlations/${encodeURIComponent(correlation)}`;

export const timeLineOf = (stream: string): string => `${EVENTS}/streams/${encodeURIComponent(stream)}`;

export const anchorOf = (revision: number): string => `revision-${revision}`;

/** The page of the time line on which the revision is, at its place. */
export const timeLineAt = (stream: string, revision: number): string => {
  const from = revision - (revision % TIME_LINE_PAGE);
  return `${timeLineOf(stream)}${from === 0 ? '' : `?from=${from}`}#${anchorOf(revision)}`;
};

/** All events of one thing. */
export const eventsBy = (field: 'account' | 'actor' | 'causation' | 'stream', value: string): string =>
  `${EVENTS}?${new URLSearchParams({ [field]: value }).toString()}`;
