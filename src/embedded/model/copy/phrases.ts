// What is said when the prompt does not: in the language of the prompt, as far as that is one of these two.

import { wordList } from './topic.js';

export type Phrases = Readonly<{
  taglines: readonly string[];
  features: readonly (readonly [title: string, text: string])[];
  actions: readonly string[];
  second: readonly string[];
  kickers: readonly string[];
  nav: readonly string[];
  welcome: readonly string[];
  sign: Readonly<{ email: string; password: string; hint: string }>;
  part: readonly string[];
}>;

const ENGLISH: Phrases = {
  taglines: [
    'Simple, thoughtful and made for you',
    'Everything you need, nothing you don’t',
    'A better way to begin',
  ],
  features: [
    ['Thoughtful', 'Every detail has a reason.'],
    ['Simple', 'Clear from the first look.'],
    ['Reliable', 'There when you need it.'],
    ['Personal', 'Made for the way you live.'],
  ],
  actions: ['Discover more', 'Get started', 'See how'],
  second: ['Learn more', 'How it works', 'About us'],
  kickers: ['New', 'Now open', 'Introducing', 'Welcome', 'This season', 'Just in'],
  nav: ['About', 'Work', 'Prices', 'Contact'],
  welcome: ['Good morning', 'Welcome back', 'Hello again'],
  sign: { email: 'E-mail address', password: 'Password', hint: 'New here? Create an account' },
  part: ['Everything at a glance.', 'Have a closer look.', 'Good to know.', 'All you need here.'],
};

const GERMAN: Phrases = {
  taglines: [
    'Einfach, durchdacht und für dich gemacht',
    'Alles Wichtige auf einen Blick',
    'Mit Liebe zum Detail',
  ],
  features: [
    ['Durchdacht', 'Jedes Detail hat einen Grund.'],
    ['Einfach', 'Klar auf den ersten Blick.'],
    ['Verlässlich', 'Da, wenn man es braucht.'],
    ['Persönlich', 'Gemacht für deinen Alltag.'],
  ],
  actions: ['Mehr erfahren', 'Jetzt entdecken', 'Los geht’s'],
  second: ['So geht’s', 'Über uns', 'Kontakt'],
  kickers: ['Neu', 'Jetzt geöffnet', 'Willkommen', 'Diese Saison', 'Ganz frisch'],
  nav: ['Über uns', 'Angebot', 'Preise', 'Kontakt'],
  welcome: ['Guten Morgen', 'Willkommen zurück', 'Schön, dass du da bist'],
  sign: { email: 'E-Mail-Adresse', password: 'Passwort', hint: 'Neu hier? Konto anlegen' },
  part: ['Alles auf einen Blick.', 'Schau genauer hin.', 'Gut zu wissen.', 'Hier findest du alles.'],
};

const GERMAN_WORDS = new Set(
  wordList(`
    und für mit ein eine einen einer eines der die das den dem im vom zum zur über mit auf bei nicht ist
    wir ich
  `),
);

/** Whether these words are German, by its small words; two of them are proof. */
export const isGerman = (words: readonly string[]): boolean =>
  new Set(words.filter((word) => GERMAN_WORDS.has(word))).size >= 2;

export const phrasesFor = (german: boolean): Phrases => (german ? GERMAN : ENGLISH);
