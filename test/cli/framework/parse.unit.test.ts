import { expect } from 'chai';
import { command } from '#cli/framework/command.js';
import { UsageError } from '#cli/framework/errors.js';
import { parseCommandLine } from '#cli/framework/parse.js';

const paint = command({
  name: 'paint',
  summary: 'Paint a wall',
  positionals: ['<wall>'],
  options: {
    colour: { type: 'string', value: 'NAME', summary: 'Which colour' },
    twice: { type: 'boolean', summary: 'Two coats' },
  },
  run: () => Promise.resolve(),
});

const refusal = (...words: string[]): { message: string; hint: string | undefined } => {
  try {
    parseCommandLine(paint, words);
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('it was accepted');
};

describe('a command line', () => {
  it('gives options and positionals in any order', () => {
    const parsed = parseCommandLine(paint, ['--twice', 'north', '--colour', 'red']);
    expect(parsed).to.deep.equal({ values: { twice: true, colour: 'red' }, positionals: ['north'] });
  });

  it('takes a value after an equals sign, even one that begins with dashes', () => {
    expect(parseCommandLine(paint, ['north', '--colour=--odd']).values).to.deep.equal({ colour: '--odd' });
  });

  it('takes what follows two dashes as positionals', () => {
    expect(parseCommandLine(paint, ['--', '--twice']).positionals).to.deep.equal(['--twice']);
  });

  it('is refused with a suggestion when an option is misspelt', () => {
    expect(refusal('north', '--color', 'red')).to.deep.equal({
      message: 'There is no option --color.',
      hint: 'Did you mean --colour?',
    });
  });

  it('is refused when an option has no value', () => {
    expect(refusal('north', '--colour').message).to.equal('--colour needs a value: --colour NAME.');
    expect(refusal('north', '--colour', '--twice').message).to.equal(
      '--colour needs a value: --colour NAME.',
    );
  });

  it('is refused when a switch has a value', () => {
    expect(refusal('north', '--twice=yes').message).to.equal('--twice takes no value.');
  });

  it('is refused when a positional is missing', () => {
    expect(refusal()).to.deep.equal({
      message: '<wall> is missing.',
      hint: 'Usage: aidesign paint <wall> [options]',
    });
  });

  it('is refused when there is a word too many', () => {
    expect(refusal('north', 'south').message).to.equal('"south" is one word too many.');
  });
});
