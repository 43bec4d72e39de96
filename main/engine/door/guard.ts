/** Who may come in by the browser door: the page that was opened with the token, from this machine, and nobody else. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The secrets of one door: the token is shown once in the address, the cookie stays with the page. */
export interface Secrets {
  readonly token: string;
  readonly cookie: string;
}

const secret = (): string => randomBytes(32).toString('base64url');

export const newSecrets = (): Secrets => ({ token: secret(), cookie: secret() });

/** Compares without telling by its duration how much was right. */
export function same(given: string, wanted: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === two.length && timingSafeEqual(one, two);
}

/** The request names this machine as its host: a page of a foreign name that resolves to it (DNS rebinding) does not. */
export function hostFits({ host }: IncomingHttpHeaders, port: number): boolean {
  return host === `127.0.0.1:${String(port)}` || host === `localhost:${String(port)}`;
}

/** The request comes from a page of this door. Plain navigation has no origin; whatever writes or connects must have one. */
export function originFits(headers: IncomingHttpHeaders, needed: boolean): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return !needed;
  return host !== undefined && origin === `http://${host}`;
}

/** Cookies do not know ports, so the name does. */
export const cookieName = (port: number): string => `melodrift_${String(port)}`;

export function cookieFits({ cookie }: IncomingHttpHeaders, port: number, wanted: string): boolean {
  const prefix = `${cookieName(port)}=`;
  const pairs = (cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.some((pair) => pair.startsWith(prefix) && same(pair.slice(prefix.length), wanted));
}

/** The header that leaves the cookie with the page: out of reach of scripts and of other sites. */
export const setCookie = (port: number, value: string): string =>
  `${cookieName(port)}=${value}; HttpOnly; SameSite=Strict; Path=/`;
