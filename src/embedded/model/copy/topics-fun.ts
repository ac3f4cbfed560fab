import { wordList, type Topic } from './topic.js';

/** What people do because they like to. */
export const FUN: readonly Topic[] = [
  {
    name: 'music',
    words: wordList(`
      music jazz concert festival band dj club party album vinyl radio podcast techno rock opera choir
      musik konzert orchestra song hip-hop rave
    `),
    art: ['equaliser', 'rings', 'night', 'tiles'],
    taglines: ['Turn it up', 'One night, all the sound', 'Listen closer'],
    features: [
      ['Live', 'Three stages, one weekend.'],
      ['Late', 'Doors open until dawn.'],
      ['Loud', 'Sound you can feel.'],
      ['Local', 'Artists from around here.'],
    ],
    actions: ['Get tickets', 'Listen now', 'See the line-up'],
  },
  {
    name: 'sport',
    words: wordList(`
      fitness gym sport sports running run marathon football soccer basketball tennis cycling bike bikes
      climbing boxing workout crossfit race racing swim swimming skate training team league
    `),
    art: ['pills', 'landscape', 'rings', 'tiles'],
    taglines: ['Stronger than yesterday', 'Find your pace', 'No shortcuts, just strides'],
    features: [
      ['Coached', 'Plans made for your level.'],
      ['Open', 'From early until late.'],
      ['Team', 'Nobody trains alone.'],
      ['Measured', 'See every step forward.'],
    ],
    actions: ['Start training', 'Sign up', 'Join the run'],
  },
  {
    name: 'shop',
    words: wordList(`
      sale shop store fashion clothing shoes sneaker sneakers jewelry jewellery boutique discount offer
      black friday e-commerce ecommerce product collection brand perfume watch bag bags mode rabatt
    `),
    art: ['bubbles', 'tiles', 'pills', 'arches'],
    taglines: ['New season, better pieces', 'Made to be worn often', 'Fewer things, chosen well'],
    features: [
      ['New in', 'Fresh pieces every week.'],
      ['Free returns', 'Thirty days to decide.'],
      ['Fast', 'With you in two days.'],
      ['Made well', 'Repairs for life.'],
    ],
    actions: ['Shop now', 'See the collection', 'Get yours'],
  },
  {
    name: 'celebration',
    words: wordList(`
      wedding birthday party invitation anniversary baby graduation gala christmas easter halloween new
      year celebration hochzeit geburtstag einladung love valentine fest weihnachten
    `),
    art: ['petals', 'bubbles', 'night', 'arches'],
    taglines: ['You are warmly invited', 'Come and celebrate with us', 'Save the date'],
    features: [
      ['Together', 'With everyone we love.'],
      ['Dinner', 'A long table for all.'],
      ['Dancing', 'Until the band goes home.'],
      ['Stay', 'Rooms are reserved.'],
    ],
    actions: ['RSVP today', 'Save the date', 'Join us'],
  },
  {
    name: 'art',
    words: wordList(`
      art museum gallery exhibition photography photographer portfolio theatre theater film movie cinema
      dance design designer studio ceramics painting kunst ausstellung architecture illustration poetry
    `),
    art: ['tiles', 'rings', 'arches', 'bubbles'],
    taglines: ['Look twice', 'Works that stay with you', 'Form, light and a little nerve'],
    features: [
      ['Open late', 'Thursdays until ten.'],
      ['Tours', 'With those who made it.'],
      ['Selected', 'Forty works, two rooms.'],
      ['Free entry', 'Under eighteen, always.'],
    ],
    actions: ['Plan your visit', 'See the work', 'Get in touch'],
  },
  {
    name: 'space',
    words: wordList(`
      space galaxy star stars planet rocket science astronomy night moon universe game games gaming
      esports arcade sci-fi weltraum planetarium quiz puzzle
    `),
    art: ['night', 'rings', 'dots', 'tiles'],
    taglines: ['Beyond the edge of the map', 'Look up', 'The next level starts here'],
    features: [
      ['Explore', 'A new world each week.'],
      ['Play', 'Easy to start, hard to stop.'],
      ['Discover', 'Answers raise questions.'],
      ['Together', 'Bring your own crew.'],
    ],
    actions: ['Launch', 'Play now', 'Discover more'],
  },
  {
    name: 'good',
    words: wordList(`
      charity donate donation volunteer animal animals pet pets dog dogs cat cats shelter community
      nonprofit ngo refugees help fundraiser awareness campaign spende ehrenamt children elderly
    `),
    art: ['bubbles', 'petals', 'landscape', 'forest'],
    taglines: ['Small help, big difference', 'Kindness looks good on you', 'Every hand counts'],
    features: [
      ['Give', 'Every euro reaches someone.'],
      ['Act', 'Two hours are enough.'],
      ['Share', 'Tell one more person.'],
      ['Stay', 'Become a member.'],
    ],
    actions: ['Donate now', 'Lend a hand', 'Find out more'],
  },
];
