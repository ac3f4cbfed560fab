import { wordList, type Topic } from './topic.js';

/** Work, money, learning, health. */
export const WORK: readonly Topic[] = [
  {
    name: 'tech',
    words: wordList(`
      app software saas ai tech startup platform cloud code developer data analytics cyber robot crm api
      security blockchain digital productivity task tasks project automation dashboard chat tool vpn
      hosting
    `),
    art: ['device', 'pills', 'dots', 'tiles'],
    taglines: ['Less busywork, more done', 'Built to get out of your way', 'From idea to shipped'],
    features: [
      ['Fast', 'Answers before you look up.'],
      ['Together', 'Everyone on the same page.'],
      ['Secure', 'Private by design.'],
      ['Connected', 'Works with what you have.'],
    ],
    actions: ['Start free', 'Try the demo', 'Get started'],
  },
  {
    name: 'finance',
    words: wordList(`
      finance bank banking invest investment insurance tax money budget crypto trading wallet accounting
      loan finanz versicherung consulting law lawyer legal corporate b2b agency steuer kanzlei
    `),
    art: ['pills', 'skyline', 'dots', 'rings'],
    taglines: ['Clear numbers, calm decisions', 'Advice you can build on', 'Money, made plain'],
    features: [
      ['Clear', 'No small print, no surprises.'],
      ['Personal', 'One contact who knows you.'],
      ['Safe', 'Protected around the clock.'],
      ['Ahead', 'Plans for the next ten years.'],
    ],
    actions: ['Talk to us', 'Open an account', 'Get advice'],
  },
  {
    name: 'learning',
    words: wordList(`
      school education course courses university learn learning workshop book books library kids
      kindergarten class teacher bootcamp student students schule kurs lesen reading language tutor
      webinar conference talk
    `),
    art: ['tiles', 'dots', 'arches', 'rings'],
    taglines: ['Curiosity is the only entry fee', 'Learn it by doing it', 'Small steps, big ideas'],
    features: [
      ['Hands on', 'Make something in every class.'],
      ['Small groups', 'Time for every question.'],
      ['Your pace', 'Start today, pause any time.'],
      ['Mentors', 'People who have done it.'],
    ],
    actions: ['Enrol now', 'See the courses', 'Save your seat'],
  },
  {
    name: 'health',
    words: wordList(`
      health medical clinic doctor dental dentist therapy pharmacy wellness spa yoga meditation
      mindfulness gesundheit zahnarzt praxis hospital skin care beauty cosmetics massage sleep nutrition
      pilates
    `),
    art: ['petals', 'sea', 'rings', 'arches'],
    taglines: ['Feel like yourself again', 'Care that takes its time', 'Breathe in. Slow down.'],
    features: [
      ['Gentle', 'Calm rooms and kind people.'],
      ['Proven', 'Methods with evidence.'],
      ['Near you', 'Appointments this week.'],
      ['Whole', 'Body and mind together.'],
    ],
    actions: ['Book a visit', 'Find a time', 'Begin today'],
  },
  {
    name: 'hiring',
    words: wordList(`
      hiring job jobs career careers recruiting vacancy team join stellen karriere bewerbung
    `),
    art: ['tiles', 'bubbles', 'pills', 'dots'],
    taglines: ['Do the best work of your life', 'There is a seat with your name', 'Grow with good people'],
    features: [
      ['Flexible', 'Work where you are best.'],
      ['Fair', 'Open salaries for everyone.'],
      ['Growing', 'A budget to learn.'],
      ['Kind', 'Feedback without fear.'],
    ],
    actions: ['Apply now', 'See open roles', 'Meet the team'],
  },
];
