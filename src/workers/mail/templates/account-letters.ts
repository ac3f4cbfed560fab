import type { Letter, Sender } from './letter.js';
import { greetingName } from './plain-words.js';

interface Addressed {
  /** As the person wrote it; whether it is fit for a greeting is decided here. */
  readonly name: string;
  readonly sender: Sender;
}

/** A link a token makes work. */
interface WithToken extends Addressed {
  readonly token: string;
}

const linkTo = ({ sender, token }: WithToken, page: string): string =>
  `${sender.appUrl}/${page}?token=${encodeURIComponent(token)}`;

/** To somebody who has just registered. */
export const welcomeLetter = ({ name, sender }: Addressed): Letter => ({
  subject: `Welcome to ${sender.appName}`,
  preheader: 'Your account is ready. Describe a design in a sentence and start from what comes out.',
  heading: 'Your account is ready',
  name: greetingName(name),
  paragraphs: [
    `Good to have you with us. Describe a design in a sentence, and ${sender.appName} makes a layout you can edit.`,
    'Start a project, ask the AI for a first draft, and share it with the people you work with.',
  ],
  action: { label: 'Start designing', url: `${sender.appUrl}/dashboard` },
  notes: [
    'A second mail asks you to confirm this address.',
    'You did not register? Then somebody mistyped an address: ignore this mail.',
  ],
});

/** To somebody who has to prove that the address is theirs. */
export const verifyLetter = (data: WithToken): Letter => ({
  subject: 'Confirm your e-mail address',
  preheader: 'One click, and we know that this address is yours. The link works for 24 hours.',
  heading: 'Is this your address?',
  name: greetingName(data.name),
  paragraphs: [`Please confirm that this e-mail address belongs to your ${data.sender.appName} account.`],
  action: { label: 'Confirm address', url: linkTo(data, 'verify-email') },
  notes: [
    'The link works for 24 hours. You can ask for another one when you are signed in.',
    'You have no account with us? Then ignore this mail.',
  ],
});

/** To somebody who, or on whose behalf somebody, asked for a new password. */
export const resetLetter = (data: WithToken): Letter => ({
  subject: 'Set a new password',
  preheader: 'The link works once, for one hour. If you did not ask for it, do nothing.',
  heading: 'Set a new password',
  name: greetingName(data.name),
  paragraphs: [
    `Somebody asked for a new password for your ${data.sender.appName} account. If that was you, choose one here:`,
  ],
  action: { label: 'Choose a new password', url: linkTo(data, 'reset-password') },
  notes: [
    'The link works once, for one hour. A newer request makes it void.',
    'It was not you? Then do nothing: your password stays as it is. Do not pass this mail on.',
  ],
});
