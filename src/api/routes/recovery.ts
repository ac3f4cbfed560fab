import type { CommandDeps } from '#commands/command-deps.js';
import { requestPasswordReset } from '#commands/recovery/request-password-reset.js';
import { resetPassword } from '#commands/recovery/reset-password.js';
import { requestVerification, verifyEmail } from '#commands/recovery/verify-email.js';
import { route, type Route } from '../route.js';
import { emptyBody, messageOnly, newPassword, resetRequest, verification } from '../schemas/recovery.js';

const TAG = 'Sign-in';

const say = (message: string) => ({ status: 200, body: { message } });

/** Always the same answer, without a position: whoever asks learns nothing of who has an account. */
const askReset = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/password/reset'],
    name: 'auth.password_reset',
    summary: 'Ask for a mail with a link that sets a new password (1 hour, once); older links are void',
    tag: TAG,
    policy: 'public',
    body: resetRequest,
    responses: { 200: messageOnly },
    handle: async ({ caller, body }) => {
      await requestPasswordReset(deps, caller, body.email);
      return say('If an account has this address, a mail with a link is on its way.');
    },
  });

const confirmReset = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/password/reset/confirm'],
    name: 'auth.password_reset_confirm',
    summary: 'Set a new password with the token of the mail; earlier sessions end',
    tag: TAG,
    policy: 'public',
    body: newPassword,
    responses: { 200: messageOnly },
    settles: ['accounts'],
    handle: async ({ caller, body }) => {
      const { token, new_password: password } = body;
      const { position } = await resetPassword(deps, caller, { token, password });
      return { ...say('Your password was changed. Sign in with the new one.'), position };
    },
  });

const verify = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/email/verify'],
    name: 'auth.email_verify',
    summary: 'Confirm the e-mail address with the token of the mail (24 hours)',
    tag: TAG,
    policy: 'public',
    body: verification,
    responses: { 200: messageOnly },
    settles: ['accounts'],
    handle: async ({ caller, body }) => {
      const { position } = await verifyEmail(deps, caller, body.token);
      return { ...say('Your e-mail address is confirmed.'), position };
    },
  });

const ANSWERS = {
  requested: 'A mail with a new link is on its way.',
  'too many': 'Several mails were sent within the last hour. Use the newest link, or ask again later.',
  'verified already': 'Your e-mail address is confirmed already.',
};

const resend = (deps: CommandDeps): Route =>
  route({
    method: 'POST',
    paths: ['/auth/email/resend-verification'],
    name: 'auth.email_resend_verification',
    summary: 'Ask for another mail that confirms the own e-mail address',
    tag: TAG,
    policy: 'account',
    body: emptyBody,
    responses: { 200: messageOnly },
    handle: async ({ caller }) => say(ANSWERS[await requestVerification(deps, caller)]),
  });

/** Lost passwords and unconfirmed addresses (api-contract §4.4). */
export const recoveryRoutes = (deps: CommandDeps): readonly Route[] => [
  askReset(deps),
  confirmReset(deps),
  verify(deps),
  resend(deps),
];
