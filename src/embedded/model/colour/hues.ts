// Which hue (OKLCH degrees) words call for.

const ROWS: readonly (readonly [hue: number, words: string])[] = [
  [20, 'love wedding hochzeit valentine beauty lipstick rose cherry heart liebe berry kosmetik'],
  [28, 'red rot fire feuer pizza burger tomato sport sports racing alarm christmas weihnachten ramen chili'],
  [50, 'orange autumn herbst pumpkin sunset sonnenuntergang construction halloween energy citrus bau'],
  [
    65,
    'bakery bäckerei bread brot coffee kaffee café cafe wood holz leather craft handwerk chocolate beer bier',
  ],
  [
    90,
    'yellow gelb sun sonne summer sommer honey honig taxi kids kinder school schule lemon banana bee bees',
  ],
  [125, 'vegan garden garten organic bio lime spring frühling salad tea tee matcha olive'],
  [
    148,
    'green grün forest wald nature natur eco plant plants tree trees jungle farm sustainable tierarzt park',
  ],
  [
    175,
    'mint spa yoga wellness health gesundheit medical clinic dental dentist zahnarzt apotheke meditation',
  ],
  [205, 'teal turquoise pool surf beach strand holiday urlaub travel reise island swim sailing'],
  [232, 'ocean meer sea water wasser sky himmel ice winter snow ski cloud aqua rain fish'],
  [
    258,
    'blue blau bank finance finanz insurance versicherung corporate saas software law legal consulting tech',
  ],
  [285, 'night nacht space galaxy weltraum universe science ai ki crypto blockchain cyber future startup'],
  [305, 'purple lila violet magic music musik jazz concert konzert festival club gaming game lavender dream'],
  [
    345,
    'pink party fashion mode candy ice-cream eis princess flower flowers blumen birthday geburtstag girl',
  ],
];

const HUES = new Map(ROWS.flatMap(([hue, words]) => words.split(' ').map((word) => [word, hue] as const)));

/** Hues of colours that are called by their name: "use blue" means this one. */
export const NAMED: ReadonlyMap<string, number> = new Map([
  ['red', 27],
  ['rot', 27],
  ['orange', 55],
  ['brown', 60],
  ['braun', 60],
  ['gold', 85],
  ['yellow', 95],
  ['gelb', 95],
  ['lime', 125],
  ['green', 147],
  ['grün', 147],
  ['mint', 170],
  ['teal', 190],
  ['turquoise', 195],
  ['türkis', 195],
  ['cyan', 210],
  ['blue', 255],
  ['blau', 255],
  ['navy', 262],
  ['indigo', 278],
  ['purple', 303],
  ['violet', 300],
  ['lila', 305],
  ['magenta', 330],
  ['pink', 350],
  ['rosa', 355],
]);

/** Hues that the words call for, in their order; colours by name before moods. */
export const huesIn = (words: readonly string[]): readonly number[] => {
  const named = words.flatMap((word) => NAMED.get(word) ?? []);
  const felt = words.flatMap((word) => HUES.get(word) ?? HUES.get(word.replace(/s$/, '')) ?? []);
  return [...new Set([...named, ...felt])];
};
