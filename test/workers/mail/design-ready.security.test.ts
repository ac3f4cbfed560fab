import { expect } from 'chai';
import { completeGeneration, startGeneration } from '#commands/generations/report-generation.js';
import { requestGeneration } from '#commands/generations/request-generation.js';
import { systemCaller } from '#commands/system-caller.js';
import { caller, NOON } from '#test/support/callers.js';
import { useMailbox } from '#test/support/mailbox.js';
import { useWriteSide } from '#test/support/write-side.js';
import { register, somebody } from '#test/commands/people.js';
import { FRONTEND, handlerFor, workFor } from './support.js';

const OUTCOME = {
  model: 'gpt-test',
  tokensIn: 10,
  tokensOut: 20,
  estimated: false,
  durationMs: 5,
  repaired: false,
};

describe('the mail that an AI design is ready', () => {
  const side = useWriteSide();
  const mailbox = useMailbox();
  const worker = () => systemCaller({ now: () => new Date(NOON) }, { kind: 'system', id: 'test' });

  /** The only mail to somebody whose generation with this prompt is ready. */
  const mailFor = async (prompt: string, name = 'Ada') => {
    const { deps } = side();
    const input = somebody({ firstName: name });
    const { outcome } = await register(deps, input);
    const wanted = {
      projectId: null,
      kind: 'layout',
      prompt,
      brief: {},
      source: null,
      notify: true,
    } as const;
    const asked = await requestGeneration(deps, caller({ accountId: outcome.state.id }), wanted);
    const attempt = { generationId: asked.state.id, attempt: 1 };
    await startGeneration(deps, worker(), attempt);
    await completeGeneration(deps, worker(), { ...attempt, ...OUTCOME, result: { components: [] } });
    const work = await workFor(deps, { stream: `generation-${asked.state.id}`, kind: 'mail_ai_ready' });
    await handlerFor(deps, mailbox().mailer, 'mail_ai_ready').run(work);
    return mailbox().onlyTo(input.email);
  };

  it('shows what was asked for and leads to it', async () => {
    const { subject, html, text } = await mailFor('A menu for a bistro');
    expect(subject).to.equal('Your layout is ready: A menu for a bistro');
    expect(text).to.include('> A menu for a bistro').and.include(`${FRONTEND}/dashboard`);
    expect(html).to.include('Hello Ada,').and.include('A menu for a bistro');
  });

  describe('whatever was asked for', () => {
    const headersOf = ({ headers }: Awaited<ReturnType<typeof mailFor>>) =>
      headers.map(({ name }) => name.toLowerCase());

    it('has no header and no recipient of its own: line breaks', async () => {
      const mail = await mailFor('Menu\r\nBcc: victim@example.com\r\n\r\n<h1>Owned</h1>');
      expect(headersOf(mail)).not.to.include('bcc');
      expect(mail.subject).to.equal('Your layout is ready: Menu Bcc: victim@example.com <h1>Owned</h1>');
      expect((await mailbox().list('?to=victim@example.com')).messages).to.deep.equal([]);
    });

    it('shows an encoded word as the text it is', async () => {
      const { subject } = await mailFor('=?utf-8?Q?Your_account_is_closed?=');
      expect(subject.replaceAll('\u200b', '')).to.include('=?utf-8?Q?Your_account_is_closed?=');
    });

    it('shows HTML and scripts as text', async () => {
      const { html } = await mailFor('<script>alert(1)</script><a href="https://evil.test">x</a>');
      expect(html)
        .to.include('&lt;script&gt;alert(1)')
        .and.not.match(/<script|href="https:\/\/evil/);
    });

    it('evaluates no template', async () => {
      const { text } = await mailFor('{{constructor}} ${7*7} <%= 7*7 %> #{7*7} %(name)s');
      expect(text).to.include('> {{constructor}} ${7*7} <%= 7*7 %> #{7*7} %(name)s');
    });

    it('has every script of the world as it was', async () => {
      const { subject, text } = await mailFor('Menü für Ægir 山田 🎷');
      expect(subject).to.equal('Your layout is ready: Menü für Ægir 山田 🎷');
      expect(text).to.include('> Menü für Ægir 山田 🎷');
    });
  });

  describe('whatever the person is called', () => {
    const toOf = ({ headers }: Awaited<ReturnType<typeof mailFor>>): string =>
      headers.find(({ name }) => name === 'To')?.value ?? '';

    it('shows markup in a name as text', async () => {
      const { html } = await mailFor('Menu', '<b onclick=x>Ada');
      expect(html).to.include('Hello &lt;b onclick=x&gt;Ada,').and.not.include('<b onclick');
    });

    it('has one recipient: a name with line breaks and addresses', async () => {
      const mail = await mailFor('Menu', 'Ada"\r\nBcc: <victim@example.com>');
      expect(mail.headers.map(({ name }) => name.toLowerCase())).not.to.include('bcc');
      expect(mail.to).to.have.length(1);
      expect(toOf(mail)).not.to.include('victim');
    });

    it('does not carry an advertisement for a name', async () => {
      const mail = await mailFor('Menu', 'Win at evil.test');
      expect(`${toOf(mail)} ${mail.text ?? ''} ${mail.html ?? ''}`).not.to.include('Win at');
    });
  });
});
