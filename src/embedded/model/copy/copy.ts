// The words of a design, taken from the prompt as far as it has any; what is missing is said the way the
// field says it.
import type { Brief } from '../brief.js';
import type { Random } from '../random.js';
import { capitalised, shortened } from '../text/graphemes.js';
import { actionIn } from './action.js';
import { isSmall, plainText, titled, wordsOf } from './clean.js';
import { factsIn, placeIn } from './facts.js';
import { isGerman, phrasesFor, type Phrases } from './phrases.js';
import { subjectOf, type Subject } from './subject.js';
import type { Topic } from './topic.js';
import { FUN } from './topics-fun.js';
import { PLACES } from './topics-places.js';
import { WORK } from './topics-work.js';

export type Section = Readonly<{ title: string; text: string }>;

export type Copy = Readonly<{
  brand: string;
  kicker: string;
  headline: string;
  sub: string;
  action: string;
  second: string;
  /** Four of them. */
  sections: readonly Section[];
  /** Dates, prices, places; perhaps none. */
  facts: readonly string[];
  nav: readonly string[];
  phrases: Phrases;
  /** Of the prompt, in small letters. */
  words: readonly string[];
  topic: Topic | undefined;
}>;

const TOPICS: readonly Topic[] = [...FUN, ...PLACES, ...WORK];
const SECTIONS = 4;

/** The field with most of its words in the prompt; the one named first among equals. */
const topicOf = (words: readonly string[]): Topic | undefined => {
  const score = (topic: Topic): number =>
    words.filter((word) => topic.words.includes(word) || topic.words.includes(word.replace(/s$/u, '')))
      .length;
  const first = (topic: Topic): number => {
    const index = words.findIndex((word) => topic.words.includes(word));
    return index === -1 ? words.length : index;
  };
  const [best] = [...TOPICS].sort((a, b) => score(b) - score(a) || first(a) - first(b));
  return best !== undefined && score(best) > 0 ? best : undefined;
};

const sectionsOf = (subject: Subject, said: Phrases, features: Topic['features']): readonly Section[] => {
  const wanted = subject.parts.map((part, index) => ({
    title: capitalised(part),
    text: said.part[index % said.part.length] ?? '',
  }));
  const usual = features.map(([title, text]) => ({ title, text }));
  return [...wanted, ...usual].slice(0, SECTIONS);
};

const brandOf = (subject: Subject): string => {
  if (subject.name !== undefined) return shortened(subject.name, 24);
  const words = (subject.topic.split(',')[0] ?? '').split(' ');
  const edge = words.findIndex((word, index) => index > 0 && isSmall(word));
  const core = words
    .slice(0, edge === -1 ? words.length : edge)
    .filter((word) => !isSmall(word) && !/\d/u.test(word));
  return shortened(titled(core.slice(-2).join(' ') || subject.topic), 24);
};

type Lines = Readonly<Pick<Copy, 'headline' | 'sub' | 'kicker'>>;

const linesOf = (subject: Subject, taglines: readonly string[], random: Random): Lines => {
  const topic = capitalised(subject.topic);
  const tagline = random.pick(taglines);
  if (subject.name !== undefined && subject.name !== subject.topic) {
    return random.chance(0.6)
      ? { headline: capitalised(subject.name), sub: topic, kicker: tagline }
      : {
          headline: capitalised(subject.name),
          sub: `${topic}. ${tagline}.`.replace(/([.!?])\.$/u, '$1'),
          kicker: '',
        };
  }
  const short = subject.topic.length <= 40;
  if (short && random.chance(0.3)) return { headline: tagline, sub: topic, kicker: '' };
  return { headline: short ? titled(topic) : topic, sub: tagline, kicker: '' };
};

/** All the words of a design for this brief. */
export const copyFor = (brief: Brief, random: Random): Copy => {
  const prompt = plainText(brief.prompt);
  const words = wordsOf(prompt, brief.industry);
  const german = isGerman(words);
  const said = phrasesFor(german);
  const topic = topicOf(words);
  const source = german || topic === undefined ? said : topic;
  const subject = subjectOf(brief.prompt);
  const lines = linesOf(subject, source.taglines, random);
  const facts = factsIn(prompt);
  const kickers = [facts[0] ?? placeIn(prompt), brief.industry].filter(
    (each) => each !== undefined && each !== '',
  );
  return {
    brand: brandOf(subject),
    ...lines,
    kicker: shortened(
      lines.kicker === '' ? capitalised(kickers[0] ?? random.pick(said.kickers)) : lines.kicker,
      36,
    ),
    action: actionIn(prompt, german) ?? random.pick(source.actions),
    second: random.pick(said.second),
    sections: sectionsOf(subject, said, source.features),
    facts,
    nav: said.nav,
    phrases: said,
    words,
    topic,
  };
};
