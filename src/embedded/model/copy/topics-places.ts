import { wordList, type Topic } from './topic.js';

/** Places people go to: food, rest, travel, homes. */
export const PLACES: readonly Topic[] = [
  {
    name: 'food',
    words: wordList(`
      market farmers bakery bäckerei bread restaurant pizza pizzeria burger food menu sushi ramen kitchen
      catering cake cakes vegan brunch bistro grill taco noodle ice-cream chocolate deli essen küche
      dinner breakfast
    `),
    art: ['plate', 'plate', 'tiles', 'arches'],
    taglines: ['Made fresh, every single day', 'Good food, honestly made', 'Come hungry, leave happy'],
    features: [
      ['Fresh today', 'Made by hand every morning.'],
      ['Local', 'Ingredients from farms nearby.'],
      ['Seasonal', 'A new menu with every season.'],
      ['To go', 'Order ahead and pick it up.'],
    ],
    actions: ['Reserve a table', 'See the menu', 'Order now'],
  },
  {
    name: 'drinks',
    words: wordList(`
      coffee kaffee café cafe espresso roastery tea tee matcha beer brewery bar wine winery cocktail juice
    `),
    art: ['rings', 'arches', 'plate', 'tiles'],
    taglines: ['Slow mornings start here', 'Poured with care', 'Your daily ritual, refined'],
    features: [
      ['Single origin', 'Traceable from farm to cup.'],
      ['Small batches', 'Roasted and brewed with patience.'],
      ['Stay a while', 'Quiet corners and long tables.'],
      ['Subscription', 'Delivered to your door.'],
    ],
    actions: ['Visit us', 'Taste it', 'Find your blend'],
  },
  {
    name: 'travel',
    words: wordList(`
      travel trip trips holiday holidays vacation island beach tour tours adventure hiking reise urlaub
      flight airline cruise camping safari mountain mountains surf ski alps alpine
    `),
    art: ['landscape', 'sea', 'forest', 'night'],
    taglines: ['Go further than the map', 'Days you will talk about', 'The view is worth it'],
    features: [
      ['Small groups', 'Never more than twelve people.'],
      ['Local guides', 'People who know every path.'],
      ['All included', 'Beds, meals and transfers.'],
      ['Go green', 'Trains before planes.'],
    ],
    actions: ['Plan your trip', 'Book your stay', 'See destinations'],
  },
  {
    name: 'home',
    words: wordList(`
      real estate house houses home apartment apartments hotel hostel interior furniture architecture
      architect realtor immobilien wohnung property loft villa kitchenware lamp
    `),
    art: ['skyline', 'arches', 'tiles', 'landscape'],
    taglines: ['Rooms that feel like you', 'Come home to calm', 'Space, light and good lines'],
    features: [
      ['Bright rooms', 'Large windows, soft light.'],
      ['Good address', 'Close to everything that matters.'],
      ['Well built', 'Materials that age well.'],
      ['Viewings', 'Seven days a week.'],
    ],
    actions: ['Book a viewing', 'Explore homes', 'Request details'],
  },
  {
    name: 'nature',
    words: wordList(`
      nature eco garden forest plant plants flower flowers florist tree trees climate environment organic
      farm sustainable recycling zero-waste natur garten wald bees honey park solar
    `),
    art: ['forest', 'petals', 'landscape', 'arches'],
    taglines: ['Let good things grow', 'Rooted in what matters', 'Closer to the green'],
    features: [
      ['Grown here', 'No detours, no waste.'],
      ['Every season', 'Something is always in bloom.'],
      ['Join in', 'Hands are always welcome.'],
      ['Lighter', 'A smaller footprint for all.'],
    ],
    actions: ['Join us', 'Start growing', 'Learn how'],
  },
];
