import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { FAULT_POINTS } from '#platform/fault.js';

const textsIn = (folder: string, suffix: string): readonly { path: string; text: string }[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .map((name) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }));

const sources = textsIn('src', '.ts');
const tests = textsIn('test', '.ts').filter(({ path }) => !path.includes('fault-points.unit'));

const called = (text: string): readonly string[] =>
  [...text.matchAll(/\bfault(?:OnceSent)?\(([^)]*)\)/g)].map(([, argument = '']) => argument);

const isCrashTest = (group: string, text: string): boolean =>
  text.includes(`FAULT_POINTS.${group}`) && text.includes("'SIGKILL'");

describe('the fault points', () => {
  const declared = Object.values(FAULT_POINTS).flat();
  const calls = sources
    .filter(({ path }) => path !== 'platform/fault.ts')
    .flatMap(({ text }) => called(text));

  it('have each a name of their own', () => {
    expect(declared).to.have.lengthOf(new Set(declared).size);
  });

  it('are all passed by the code, and no other is', () => {
    const names = new Set(calls.map((argument) => argument.replaceAll("'", '')));
    expect([...names].sort()).to.deep.equal([...declared].sort());
  });

  for (const group of Object.keys(FAULT_POINTS)) {
    it(`have a crash test that goes through every one of them: ${group}`, () => {
      expect(tests.filter(({ text }) => isCrashTest(group, text))).to.not.be.empty;
    });
  }
});
