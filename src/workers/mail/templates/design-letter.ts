import type { Letter, Sender } from './letter.js';
import { greetingName, oneLine } from './plain-words.js';

/** What was made, in words. Keys: kinds of a generation. */
const THINGS = {
  layout: 'layout',
  logo: 'logo',
  color_palette: 'color palette',
  font_suggestion: 'font pairing',
  refinement: 'refined design',
  image: 'image',
} as const;

interface DesignReady {
  readonly name: string;
  readonly kind: keyof typeof THINGS;
  /** Empty for a person who was erased. */
  readonly prompt: string;
  /** Project it was asked for; null for none. */
  readonly projectId: number | null;
  readonly sender: Sender;
}

const LONGEST_PROMPT = 100;
const LONGEST_IN_SUBJECT = 60;

/** To somebody whose AI design is ready. */
export const designLetter = ({ name, kind, prompt, projectId, sender }: DesignReady): Letter => {
  const thing = THINGS[kind];
  const short = oneLine(prompt, LONGEST_IN_SUBJECT);
  const words = short === '' ? {} : { quote: oneLine(prompt, LONGEST_PROMPT) };
  const page = projectId === null ? 'dashboard' : `editor?project=${projectId}`;
  return {
    subject: short === '' ? `Your ${thing} is ready` : `Your ${thing} is ready: ${short}`,
    preheader: `The AI has finished. Open your ${thing} and make it yours.`,
    heading: `Your ${thing} is ready`,
    name: greetingName(name),
    paragraphs: [
      short === '' ? 'What you asked the AI for is finished.' : 'What you asked the AI for is finished:',
    ],
    ...words,
    action: { label: `Open your ${thing}`, url: `${sender.appUrl}/${page}` },
    notes: ['You find it among your AI requests, too.'],
  };
};
