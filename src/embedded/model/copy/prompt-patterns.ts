// The shapes that prompts have: how they name things, order designs and list parts, in English and German.
import { wordList } from './topic.js';

const NAME_WORD = "[\\p{Lu}\\p{N}&][\\p{L}\\p{N}&'’.-]*";

export const QUOTED = /["“”„«»]([^"“”„«»]{2,60})["“”„«»]|(?:^|\s)'([^']{2,60})'(?=\s|[.,!?]|$)/u;
export const CALLED = new RegExp(
  `\\b(?:called|named|titled|namens|genannt|heißt)\\s+(${NAME_WORD}(?:\\s+${NAME_WORD}){0,3})`,
  'u',
);
/** "Zahnarztpraxis Dr. Weber: …" */
export const HEADED = /^(\p{Lu}[^:]{2,34}):\s/u;
export const DANGLING = /\b(?:called|named|titled|namens|genannt)\s*(?=$|[,.]|\s(?:with|in|mit))/giu;

/** Blanks within one wish are written as _. */
const anyOf = (lines: string): string => wordList(lines).join('|').replaceAll('_', ' ?');

const ORDER = anyOf(`
  please bitte can_you could_you i_want i_need i_would_like we_need we_want ich_brauche ich_möchte
  wir_brauchen
  create design make build generate draw give_me show_me produce craft erstelle gestalte entwirf mach baue mir
  uns me us a an the my our some new ein eine einen der die das neue neuen
  modern minimal minimalist minimalistic clean simple beautiful nice cool elegant bold colou?rful
  vibrant playful
  professional creative stylish sleek dark light retro vintage eye-catching high-converting responsive mobile
  modernes moderne schlichtes elegantes buntes schönes schöne einfache
`);
const KINDS = anyOf(`
  landing_pages? home_pages? web_sites? web_pages? webseite pages? posters? plakat flyers? banners? brochures?
  leaflets? (?:business|greeting|birthday|invitation|gift)_cards? invitations? einladung covers? magazine
  newsletter app_screens? mobile_apps? app screens? dashboards? login sign-?up onboarding ui ux interface
  hero_section hero (?:instagram|facebook|social_media|linkedin|twitter|youtube|pinterest|social)_posts?
  (?:instagram|facebook|social)_stor(?:y|ies) posts? story stories ads? advert thumbnail graphic design layout
  mock-?up template slides? presentation menu_card portfolio price_list tickets? certificate infographic logo
  visitenkarte anzeige karte startseite
`);
const LINKS = anyOf(`
  for about of on to_promote promoting announcing advertising to_announce that_promotes showing featuring für
  über zum zur vom von
`);
const ARTICLES = anyOf('a an the my our ein eine einen einer das die der den dem unser unsere');

/** "Please create a modern landing page for a …" */
export const LEAD = new RegExp(
  `^(?:(?:${ORDER}|${KINDS})(?=[\\s,:]|$)[\\s,:]*)+(?:(?:${LINKS})\\s+)?(?:(?:${ARTICLES})\\s+)?`,
  'iu',
);
/** The kind of a design in the middle: "hiring post for". */
export const MIDDLE =
  /\s(?:posts?|ads?|story|banner|poster|flyer|cover|label|page|website)\s+(?=(?:for|of|about|für|über)\s)/iu;
/** The kind of a design at the end, after two words or more. */
export const KIND_TAIL = /(?<=\S\s\S.*)\s(?:poster|flyer|banner|logo|website|post)$/iu;

const LOOKS = anyOf(`
  friendly clear clean dark light futuristic modern minimal elegant playful bold fresh warm simple calm
  colou?rful
`);
const COLOUR_TALK = '\\s(?:in|with)\\s+[\\p{L}-]+(?:\\s+and\\s+[\\p{L}-]+)?\\s+(?:colou?rs|style|tones)';
/** ", dark and futuristic" or " in neon colors" at the end. */
export const STYLE_TAIL = new RegExp(
  `(?:,\\s*(?:(?:${LOOKS})(?:\\s+and\\s+|,\\s*)?)+|${COLOUR_TALK})$`,
  'iu',
);

export const WITH = /[\s,;.]+(?:with|including|featuring|that has|that shows|mit|inklusive|samt)\s+(.+)$/iu;
export const PART_EDGE = /\s*(?:[,;]|\band\b|\bund\b|\bas well as\b|\bplus\b|&)\s*/iu;
export const STYLE_TALK =
  /\b(?:style|colou?rs?|palette|fonts?|typography|background|gradient|look|feel|stil|farben|schrift)\b/iu;
export const FILLER =
  /^(?:a|an|the|our|its|some|big|large|clear|small|short|ein|eine|einem|einer|der|die|das|große[rsnm]?)\s+/iu;
export const SENTENCE_END = /(?<=\p{L}{4}|[)”"])[.!?](?:\s|$)|[;|]|\s[–—]\s/u;
/** What joins a date to the words before it. */
export const BEFORE_FACT =
  /(?:[\s,]+(?:on|at|from|in|am|um|im|ab|vom|until|bis|every|jeden|the|den))*[\s,]*$/iu;
