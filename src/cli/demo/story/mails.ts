import { setTimeout as delay } from 'node:timers/promises';
import { expectThat } from '../expect.js';
import { mailsTo } from '../mailbox.js';
import type { Person } from '../person.js';
import type { Stage } from '../stage.js';

const POLL_MS = 250;

/** What the owner of the story must have been sent: a word of each subject. */
const EXPECTED = [/welcome/i, /confirm|verify/i, /ready/i];

const missing = (subjects: readonly string[]): readonly RegExp[] =>
  EXPECTED.filter((wanted) => !subjects.some((subject) => wanted.test(subject)));

/** Waits until every mail of the story has arrived. */
export const readMails = (
  stage: Stage,
  person: Person,
  { mailbox, patienceMs }: { readonly mailbox: string; readonly patienceMs: number },
): Promise<void> =>
  stage.step('Look into the mailbox', async (note) => {
    const end = performance.now() + patienceMs;
    for (;;) {
      const found = await mailsTo(mailbox, person.email);
      const subjects = found ?? [];
      const open = missing(subjects);
      if (open.length === 0) {
        note(`${subjects.length} mails: ${subjects.join(' · ')}`);
        return;
      }
      expectThat(
        performance.now() < end,
        found
          ? `no mail like ${open.join(', ')} came; there are: ${subjects.join(', ')}`
          : 'the mailbox does not answer',
      );
      await delay(POLL_MS);
    }
  });
