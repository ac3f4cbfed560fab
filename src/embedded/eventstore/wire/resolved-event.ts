// Events as they are shown: alone, or as a link with the event it names. A link whose event cannot be seen any
// more is shown with the link alone.

import { recordContent, recordPosition, recordedEvent, withStructuredId } from './peek-record.js';
import { bytesField, message, numberField } from './writer.js';

/** A record to show; `target` is set for a resolved link, 'gone' when what it names cannot be seen. */
export interface ShownEvent {
  readonly record: Buffer;
  readonly target: Buffer | 'gone' | undefined;
}

const linked = ({ record, target }: ShownEvent): Buffer =>
  message(
    ...(target === undefined || target === 'gone' ? [] : [bytesField(1, recordedEvent(target))]),
    bytesField(2, recordedEvent(record)),
    numberField(3, recordPosition(record)),
  );

/** The same event with ids in halves. */
export const structured = ({ record, target }: ShownEvent): ShownEvent => ({
  record: withStructuredId(record),
  target: Buffer.isBuffer(target) ? withStructuredId(target) : target,
});

/** The ReadResp of an event. */
export const shownEvent = (shown: ShownEvent): Buffer =>
  shown.target === undefined ? shown.record : bytesField(1, linked(shown));

/** The ReadResp of an event in a persistent subscription, with how often it was tried before. */
export const retriedEvent = (shown: ShownEvent, retries: number): Buffer => {
  const content = shown.target === undefined ? recordContent(shown.record) : linked(shown);
  return bytesField(1, message(content, numberField(5, retries)));
};
