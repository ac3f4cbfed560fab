import type { ParameterizedContext } from 'koa';

type Asked = Pick<ParameterizedContext, 'get' | 'host' | 'protocol'>;

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

/**
 * True when a page of ours sent the form: what the browser says of where it comes from must be there and agree
 * with the address it asked, or with the public one.
 */
export const isFromHere = (ctx: Asked, publicOrigin: string | undefined): boolean => {
  const site = ctx.get('Sec-Fetch-Site');
  const origin = ctx.get('Origin');
  if (site === '' && origin === '') return false;
  if (site !== '' && site !== 'same-origin') return false;
  if (origin === '') return true;
  return origin === publicOrigin || hostOf(origin) === ctx.host;
};

/** True when the browser reached us over TLS, by itself or through a proxy. */
export const isTls = (ctx: Pick<ParameterizedContext, 'secure'>, publicOrigin: string | undefined): boolean =>
  ctx.secure || publicOrigin?.startsWith('https:') === true;
