import { answerSignIn } from '@mintmark/sandbox';
import type { Browser } from './browser.ts';
import { check, checkContains, StepFailure } from './report.ts';

/** People of ORCID's stand-in; Josiah Carberry is ORCID's own example person. */
export const JOSIAH = { name: 'Josiah Carberry', orcid: '0000-0002-1825-0097' };
export const LAURE = { name: 'Laure Haak', orcid: '0000-0001-5109-3700' };
export type Person = typeof JOSIAH;

/** Signs a browser in at the stand-in. @returns what there was to see */
export async function signIn(browser: Browser, url: string, person: Person): Promise<string> {
  const start = await browser.open(`${url}/auth/orcid/login?return_to=%2Fapp%2Ftokens`, { follow: false });
  const authorize = start.location === null ? null : new URL(start.location);
  if (authorize === null || /(?:^|\.)orcid\.org$/.test(authorize.hostname)) {
    throw new StepFailure(
      'the sign-in to lead to an ORCID stand-in',
      `${start.status} to ${authorize?.origin ?? 'nowhere'}`,
    );
  }
  const callback = await answerSignIn(authorize.href, { orcid: person.orcid, decision: 'grant' });
  const page = await browser.open(callback);
  check('the page after the sign-in', page.status, 200);
  return `${authorize.origin}, and back as ${person.orcid}`;
}

/** Makes an access token on the token page of whom the browser is signed in as. */
export async function makeToken(browser: Browser, url: string, person: Person): Promise<string> {
  const page = await browser.open(`${url}/app/tokens`);
  check('the answer of the token page', page.status, 200);
  checkContains('the token page', page.body, [person.orcid, 'name="form_token"']);
  const formToken = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const scopes = ['pid:read', 'pid:mint', 'pid:publish', 'data:read', 'data:write'];
  const answer = await browser.send(page, '/app/tokens', [
    ['form_token', formToken],
    ['name', 'tour'],
    ...scopes.map((scope) => ['scopes', scope] as const),
    ['expires_in_days', '7'],
  ]);
  check('the answer to the form', answer.status, 201);
  const token = /<input id="token"[^>]* value="([^"]+)"/.exec(answer.body)?.[1];
  if (token === undefined) throw new StepFailure('a page that shows the token', 'one without');
  return token;
}
