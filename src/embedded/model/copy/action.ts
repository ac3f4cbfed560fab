// The call to action that the prompt's own verbs suggest.

const ACTIONS: readonly (readonly [pattern: RegExp, english: string, german: string])[] = [
  [/\b(?:book|booking|reserve|reservation|buch\w*|reservier\w*)\b/iu, 'Book now', 'Jetzt buchen'],
  [/\b(?:tickets?|karten)\b/iu, 'Get tickets', 'Tickets sichern'],
  [/\b(?:donat\w+|spende\w*)\b/iu, 'Donate now', 'Jetzt spenden'],
  [/\b(?:download|herunterladen)\b/iu, 'Download', 'Herunterladen'],
  [/\b(?:subscribe|newsletter|abonnier\w*)\b/iu, 'Subscribe', 'Abonnieren'],
  [/\b(?:order|delivery|bestell\w*|lieferung)\b/iu, 'Order now', 'Jetzt bestellen'],
  [/\b(?:sign ?up|register|registration|anmeld\w*)\b/iu, 'Sign up', 'Anmelden'],
  [/\b(?:log ?in|sign ?in|login)\b/iu, 'Log in', 'Einloggen'],
  [/\b(?:hiring|jobs?|career|bewerb\w*|stelle\w*)\b/iu, 'Apply now', 'Jetzt bewerben'],
  [/\b(?:sale|shop|buy|discount|kauf\w*|rabatt)\b/iu, 'Shop now', 'Zum Shop'],
  [/\b(?:contact|kontakt)\b/iu, 'Contact us', 'Kontakt aufnehmen'],
];

/** The action named first in this list that occurs in the prompt. */
export const actionIn = (prompt: string, german: boolean): string | undefined => {
  const found = ACTIONS.find(([pattern]) => pattern.test(prompt));
  return found?.[german ? 2 : 1];
};
