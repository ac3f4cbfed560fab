// What a prompt is about: its name, its subject, its sections, without the words that only order a design.
import { shortened } from '../text/graphemes.js';
import { plainText } from './clean.js';
import { factsIn } from './facts.js';
import {
  BEFORE_FACT,
  CALLED,
  DANGLING,
  FILLER,
  HEADED,
  KIND_TAIL,
  LEAD,
  MIDDLE,
  PART_EDGE,
  QUOTED,
  SENTENCE_END,
  STYLE_TAIL,
  STYLE_TALK,
  WITH,
} from './prompt-patterns.js';

export type Subject = Readonly<{
  /** A name in quotes or after "called". */
  name?: string;
  /** "vegan bakery in Munich"; never empty. */
  topic: string;
  /** What shall be on it: "opening hours", "menu". */
  parts: readonly string[];
}>;

const TOPIC_LIMIT = 64;
const PART_LIMIT = 28;

const partsIn = (prompt: string): readonly string[] => {
  const list = WITH.exec(prompt)?.[1]?.split(/[.!?](?:\s|$)/u)[0] ?? '';
  const parts = list.split(PART_EDGE).map((part) => part.replace(FILLER, '').replace(FILLER, '').trim());
  const useful = parts.filter((part) => part.length > 2 && part.length <= 40 && !STYLE_TALK.test(part));
  return useful.slice(0, 6).map((part) => shortened(part, PART_LIMIT));
};

const nameIn = (prompt: string): string | undefined => {
  const quoted = QUOTED.exec(prompt);
  const headed = HEADED.exec(prompt)?.[1];
  const named = headed === undefined || LEAD.test(`${headed} `) ? undefined : headed;
  const name = quoted?.[1] ?? quoted?.[2] ?? CALLED.exec(prompt)?.[1] ?? named;
  return name === undefined ? undefined : shortened(name.trim().replace(/[.,]+$/u, ''), 40);
};

const withoutName = (text: string): string =>
  text.replace(CALLED, ' ').replace(QUOTED, ' ').replace(/\s+/gu, ' ').replace(DANGLING, ' ');

/** Without the dates and prices, which are shown apart, unless nothing else is left. */
const withoutFacts = (text: string): string => {
  const bare = tidy(factsIn(text).reduce((rest, fact) => withoutFact(rest, fact), text));
  return bare.split(' ').filter((word) => word.length > 2).length >= 2 || bare.length >= 9 ? bare : text;
};

const withoutFact = (text: string, fact: string): string => {
  const at = text.indexOf(fact);
  if (at <= 0 || /\boff\b|%|rabatt/iu.test(fact)) return text;
  return `${text.slice(0, at).replace(BEFORE_FACT, '')} ${text.slice(at + fact.length)}`;
};

const tidy = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/\s+(?=[,.;:])/gu, '')
    .replace(/([,.;:])[,.;:]+/gu, '$1')
    .replace(/^[\s,.:;–-]+|[\s,.:;!–-]+$/gu, '');

/** Without the words that order a design; empty when there are no others. */
const bareTopic = (text: string): string =>
  tidy(
    `${text} `.replace(LEAD, '').replace(MIDDLE, ' ').trim().replace(STYLE_TAIL, '').replace(KIND_TAIL, ''),
  );

const topicIn = (prompt: string): string => {
  const [sentence = ''] = prompt.split(SENTENCE_END).filter((each) => each.trim() !== '');
  const core = tidy(withoutName(sentence).replace(WITH, ''));
  const [head = '', ...rest] = core.split(/:\s+/u);
  const [before, after] = [bareTopic(head), bareTopic(rest.join(': '))];
  const bare = after === '' ? before : after;
  return withoutFacts(bare === '' ? core : bare);
};

/** Never fails; a prompt without words is about "A fresh start". */
export const subjectOf = (text: string): Subject => {
  const prompt = plainText(text);
  const name = nameIn(prompt);
  const topic = topicIn(prompt);
  const found = topic === '' ? (name ?? tidy(prompt)) : topic;
  return {
    ...(name === undefined ? {} : { name }),
    topic: shortened(found === '' ? 'A fresh start' : found, TOPIC_LIMIT),
    parts: partsIn(prompt),
  };
};
