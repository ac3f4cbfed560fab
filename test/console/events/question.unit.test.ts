import { expect } from 'chai';
import { addressOf, questionIn } from '#console/events/question.js';

const asked = (query: string) => questionIn(new URLSearchParams(query));

describe('what an address asks the room of events', () => {
  it('does not narrow by fields that were left empty', () => {
    expect(asked('category=&stream=+&account=7').question).to.deep.equal({ account: '7' });
  });

  it('takes times of a form as UTC', () => {
    const { question } = asked('from=2026-02-08T09:30&to=2026-02-08T09:30:15');
    expect(question).to.deep.equal({ from: '2026-02-08T09:30:00Z', to: '2026-02-08T09:30:15Z' });
  });

  it('is the same again by its own address', () => {
    const { question } = asked('type=ProjectCreated&actor=account:7&from=2026-02-08&order=oldest&data=1');
    expect(asked(addressOf('', question).slice(1)).question).to.deep.equal(question);
  });

  it('is nothing but a word about it when it was not understood', () => {
    for (const query of [
      'type=Projekt',
      'account=x',
      'position=-1',
      'cursor=1',
      'from=yesterday',
      'color=red',
    ]) {
      const { question, problems } = asked(query);
      expect(question, query).to.deep.equal({});
      expect(problems.length, query).to.be.greaterThan(0);
    }
    expect(asked('type=ProjektCreated').problems[0]).to.contain('Did you mean ProjectCreated?');
  });
});
