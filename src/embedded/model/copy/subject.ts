// What a prompt is about: its name, its subject, its sections, without the words that only order a design.
import { shortened } from '../text/graphemes.js';
import { plainText } from './clean.js';
import { factsIn } from './facts.js';

export type Subject = Readonly<{
  /** A name in quotes or after "called". */
  name?: string;
  /** "vegan bakery in Munich"; never empty. */
  topic: string;
  /** What shall be on it: "opening hours", "menu". */
  parts: readonly string[];
}>;

const QUOTED = /["“”„«»]([^"“”„«»]{2,60})["“”„«»]|(?:^|\s)'([^']{2,60})'(?=\s|[.,!?]|$)/u;
const CALLED =
  /\b(?:called|named|titled|namens|genannt|heißt)\s+((?:[\p{Lu}\p{N}&][\p{L}\p{N}&'’.-]*)(?:\s+[\p{Lu}\p{N}&][\p{L}\p{N}&'’.-]*){0,3})/u;

const ORDER = [
  'please|bitte|can you|could you|i want|i need|i would like|we need|we want|ich brauche|ich möchte|wir brauchen',
  'create|design|make|build|generate|draw|give me|show me|produce|craft|erstelle|gestalte|entwirf|mach|baue|mir|uns',
  'me|us|a|an|the|my|our|some|new|ein|eine|einen|der|die|das|neue|neuen',
  'modern|minimal|minimalist|minimalistic|clean|simple|beautiful|nice|cool|elegant|bold|colou?rful|vibrant|playful',
  'professional|creative|stylish|sleek|dark|light|retro|vintage|eye-catching|high-converting|responsive|mobile',
  'modernes|moderne|schlichtes|elegantes|buntes|schönes|schöne|einfache',
].join('|');
const KINDS = [
  'landing ?pages?|home ?pages?|web ?sites?|web ?pages?|webseite|pages?|posters?|plakat|flyers?|banners?|brochures?',
  'leaflets?|(?:business|greeting|birthday|invitation|gift) cards?|invitations?|einladung|covers?|magazine|newsletter',
  'app screens?|mobile apps?|app|screens?|dashboards?|login|sign-?up|onboarding|ui|ux|interface|hero(?: section)?',
  '(?:instagram|facebook|social media|linkedin|twitter|youtube|pinterest|social)(?: posts?| story| stories| ads?)?',
  'posts?|story|stories|ads?|advert|thumbnail|graphic|design|layout|mock-?up|template|slides?|presentation',
  'menu card|portfolio|price list|tickets?|certificate|infographic|logo|visitenkarte|anzeige|karte|startseite',
].join('|');
const LINKS =
  'for|about|of|on|to promote|promoting|announcing|advertising|to announce|that promotes|showing|featuring|für|über|zum|zur|vom|von';

const LEAD = new RegExp(`^(?:(?:${ORDER}|${KINDS})(?=[\\s,:]|$)[\\s,:]*)+(?:(?:${LINKS})\\s+)?(?:(?:a|an|the|my|our|ein|eine|einen|einer|das|die|der|den|dem|unser|unsere)\\s+)?`, 'iu');
const WITH = /[\s,;.]+(?:with|including|featuring|that has|that shows|mit|inklusive|samt)\s+(.+)$/iu;
const PART_EDGE = /\s*(?:[,;]|\band\b|\bund\b|\bas well as\b|\bplus\b|&)\s*/iu;
const STYLE_TALK = /\b(?:style|colou?rs?|palette|fonts?|typography|background|gradient|look|feel|stil|farben|schrift)\b/iu;
const FILLER = /^(?:a|an|the|our|its|some|big|large|clear|small|short|ein|eine|einem|einer|der|die|das|große[rsnm]?)\s+/iu;
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
  const name = quoted?.[1] ?? quoted?.[2] ?? CALLED.exec(prompt)?.[1];
  return name === undefined ? undefined : shortened(name.trim().replace(/[.,]+$/u, ''), 40);
};

const DANGLING = /\b(?:called|named|titled|namens|genannt)\s*(?=$|[,.]|\s(?:with|in|mit))/giu;
const MIDDLE = new RegExp(`\\s(?:${KINDS})\\s+(?=(?:for|of|about|für|über)\\s)`, 'iu');

const withoutName = (text: string): string =>
  text.replace(CALLED, ' ').replace(QUOTED, ' ').replace(/\s+/gu, ' ').replace(DANGLING, ' ');

/** Without the dates and prices, which are shown apart, unless nothing else is left. */
const withoutFacts = (text: string): string => {
  const bare = tidy(factsIn(text).reduce((rest, fact) => withoutFact(rest, fact), text));
  return bare.split(' ').filter((word) => word.length > 2).length >= 2 ? bare : text;
};

const BEFORE_FACT = /(?:[\s,]+(?:on|at|from|in|am|um|im|ab|vom|until|bis|every|jeden|the|den))*[\s,]*$/iu;

const withoutFact = (text: string, fact: string): string => {
  const at = text.indexOf(fact);
  if (at <= 0 || /\boff\b|%|rabatt/iu.test(fact)) return text;
  return `${text.slice(0, at).replace(BEFORE_FACT, '')} ${text.slice(at + fact.length)}`;
};

const tidy = (text: string): string => text.replace(/\s+/gu, ' ').replace(/^[\s,.:;–-]+|[\s,.:;!–-]+$/gu, '');

const topicIn = (prompt: string): string => {
  const [sentence = ''] = prompt.split(/(?<=[^\d])[.!?](?:\s|$)|[;|]|\s[–—]\s/u).filter((each) => each.trim() !== '');
  const core = tidy(withoutName(sentence).replace(WITH, ''));
  const bare = tidy(core.replace(LEAD, '').replace(MIDDLE, ' '));
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
