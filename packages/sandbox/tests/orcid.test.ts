import { describe, expect, test } from 'vitest';
import { answerSignIn } from '../src/orcid/index.ts';
import { CALLBACK, CARBERRY, GARCIA, MEMBER, PUBLIC, UNNAMED, useOrcidStandIn } from './orcid-caller.ts';

const { baseUrl, setClock, authorizeUrl, open, exchange, control } = useOrcidStandIn();

describe('asking to sign in', () => {
  test('the page says that it is not ORCID, who asks for what, and offers the example people', async () => {
    const { status, text } = await open({ scope: 'openid /activities/update' });
    expect(status).toBe(200);
    expect(text).toContain('This is a stand-in, not ORCID.');
    expect(text).toContain(`${MEMBER.id} asks you to sign in`);
    expect(text).toContain('Add and change works');
    for (const shown of ['Josiah Carberry', 'Sofia Garcia', 'Laure Haak', 'Name not public', UNNAMED]) {
      expect(text).toContain(shown);
    }
    expect(text).not.toContain('<script');
  });

  test('the person named by the orcid parameter is chosen when the page opens', async () => {
    const { text } = await open({ orcid: GARCIA });
    expect(text).toContain(`value="${GARCIA}" required checked`);
    expect(text.match(/ checked/g)).toHaveLength(1);
  });

  test('the name of a client cannot bring markup into the page', async () => {
    await control('POST', '/clients', { ...MEMBER, name: '<img src=x onerror="alert(1)">' });
    const { text } = await open();
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
  });

  test.each([
    ['an unknown client', { client_id: 'APP-9999999999999999' }],
    ['another host', { redirect_uri: 'https://other.example.org/auth/orcid/callback' }],
    ['another port', { redirect_uri: 'https://mint.example.org:8443/auth/orcid/callback' }],
    ['another scheme', { redirect_uri: 'http://mint.example.org/auth/orcid/callback' }],
    ['another spelling of the host', { redirect_uri: 'https://MINT.example.org/auth/orcid/callback' }],
    ['a path outside the registered one', { redirect_uri: 'https://mint.example.org/auth' }],
    ['dot segments', { redirect_uri: `${CALLBACK}/../../../evil` }],
    ['hidden dot segments', { redirect_uri: `${CALLBACK}/%2e%2E/evil` }],
    ['backslashes', { redirect_uri: `${CALLBACK}\\..\\evil` }],
    ['user information', { redirect_uri: 'https://mint.example.org@evil.example.org/auth/orcid/callback' }],
    ['a fragment', { redirect_uri: `${CALLBACK}#x` }],
    ['a line break', { redirect_uri: `${CALLBACK}\r\nx: y` }],
    ['no redirect_uri', { redirect_uri: '' }],
    ['no response type', { response_type: '' }],
  ])('%s gets a 400 page and is never redirected', async (_what, parameters) => {
    const { status, location, text } = await open(parameters);
    expect(status).toBe(400);
    expect(location).toBeNull();
    expect(text).toContain('This request cannot be answered');
  });

  test.each([
    ['a path below the registered one', `${CALLBACK}/tenant`],
    ['a query', `${CALLBACK}?tenant=1`],
  ])('a redirect_uri may have %s', async (_what, redirectUri) => {
    const back = await answerSignIn(authorizeUrl({ redirect_uri: redirectUri }), {
      orcid: CARBERRY,
      decision: 'grant',
    });
    expect(back.startsWith(redirectUri)).toBe(true);
    expect(new URL(back).searchParams.get('code')).toMatch(/^[A-Za-z0-9]{6}$/);
  });

  test.each([
    ['an unknown scope', { scope: 'openid /everything' }, 'error=invalid_scope'],
    ['a scope that no person grants', { scope: '/webhook' }, 'error=invalid_scope'],
    ['no scope', { scope: '' }, 'error=invalid_scope'],
    [
      'a member scope for a public client',
      { client_id: PUBLIC.id, scope: '/read-limited' },
      'error=invalid_scope',
    ],
    ['an implicit response type', { response_type: 'id_token' }, 'error=unsupported_response_type'],
    ['a state of more than 2000 characters', { state: 'x'.repeat(2001) }, 'error=invalid_request'],
    ['a plain code challenge', { code_challenge: 'x'.repeat(43) }, 'error=invalid_request'],
    ['a silent sign-in without a session', { prompt: 'none' }, 'login_required'],
  ])('%s comes back in the fragment', async (_what, parameters, fragment) => {
    const { status, location } = await open(parameters);
    expect(status).toBe(302);
    expect(location).toBe(`${CALLBACK}#${fragment}`);
  });

  test('a parameter given twice is refused on a page', async () => {
    const response = await fetch(`${authorizeUrl()}&state=two`, { redirect: 'manual' });
    expect(response.status).toBe(400);
  });

  test('a public client may ask for the iD and for public reading', async () => {
    expect((await open({ client_id: PUBLIC.id, scope: '/authenticate /read-public' })).status).toBe(200);
  });
});

describe('answering the page', () => {
  test('granting sends the browser back with a six-character code and the state as it was', async () => {
    const state = 'a b&c=ü'.padEnd(2000, '.');
    const back = new URL(await answerSignIn(authorizeUrl({ state }), { orcid: CARBERRY, decision: 'grant' }));
    expect(`${back.origin}${back.pathname}`).toBe(CALLBACK);
    expect([...back.searchParams.keys()]).toEqual(['code', 'state']);
    expect(back.searchParams.get('state')).toBe(state);
  });

  test('denying sends the browser back with access_denied and the state', async () => {
    const back = new URL(await answerSignIn(authorizeUrl(), { orcid: CARBERRY, decision: 'deny' }));
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('st-1');
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('the form of a page works once', async () => {
    const formToken = /form_token" value="([^"]+)/.exec((await open()).text)?.[1] ?? '';
    const submit = () =>
      fetch(`${baseUrl()}/oauth/authorize`, {
        method: 'POST',
        body: new URLSearchParams({ form_token: formToken, orcid: CARBERRY, decision: 'grant' }),
        redirect: 'manual',
      });
    expect((await submit()).status).toBe(303);
    const again = await submit();
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('no longer good');
  });

  test('a page that was left open for an hour is too old', async () => {
    const formToken = /form_token" value="([^"]+)/.exec((await open()).text)?.[1] ?? '';
    setClock('2026-11-21T11:00:00Z');
    const response = await fetch(`${baseUrl()}/oauth/authorize`, {
      method: 'POST',
      body: new URLSearchParams({ form_token: formToken, orcid: CARBERRY, decision: 'grant' }),
    });
    expect(response.status).toBe(400);
  });

  test('someone who granted before is signed in silently, but not to more than was granted', async () => {
    const page = await open();
    const answer = await fetch(`${baseUrl()}/oauth/authorize`, {
      method: 'POST',
      body: new URLSearchParams({
        form_token: /form_token" value="([^"]+)/.exec(page.text)?.[1] ?? '',
        orcid: GARCIA,
        decision: 'grant',
      }),
      redirect: 'manual',
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    await exchange(new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '');
    const silent = await open({ prompt: 'none' }, { cookie });
    const code = new URL(silent.location ?? '').searchParams.get('code') ?? '';
    expect((await exchange(code)).body.orcid).toBe(GARCIA);
    const more = await open({ prompt: 'none', scope: 'openid /read-limited' }, { cookie });
    expect(more.location).toBe(`${CALLBACK}#interaction_required`);
  });
});
