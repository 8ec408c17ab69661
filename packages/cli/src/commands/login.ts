import { type Me, readAuthorizationServer, type TokenSet } from '@mintmark/client';
import { defineCommand, type Surroundings } from '../command.ts';
import { createClientFor, DEFAULT_URL, readAddress, readSetting } from '../connect.ts';
import { type Credentials, credentialsPath } from '../credentials.ts';
import { UsageError } from '../failures.ts';
import { signInByBrowser } from '../login/by-browser.ts';
import { signInByDevice } from '../login/by-device.ts';
import { formatMe } from '../present.ts';
import { isProgram, keepCredentials, toCredentials } from '../program-session.ts';
import { askSecret, readText } from '../read-input.ts';

const DEFAULT_SCOPES = 'pid:read pid:mint pid:publish data:read data:write';

export const login = defineCommand({
  name: 'login',
  summary: 'Sign in with ORCID, in the browser or with a code',
  positionals: [],
  options: {
    url: { type: 'string', value: 'URL', help: `Address of the service (MINTMARK_URL, else ${DEFAULT_URL})` },
    device: { type: 'boolean', help: 'Show a code to type in a browser on another device' },
    scope: {
      type: 'string',
      value: 'SCOPES',
      help: `What to ask for ("${DEFAULT_SCOPES}"); org:admin is for administrators`,
    },
    token: {
      type: 'string',
      value: 'TOKEN',
      help: 'An access token made at /app/tokens; - asks for it, or reads it from standard input',
    },
  },
  notes:
    'It opens the browser, where you sign in with ORCID and allow what is asked; nothing is typed here.\n' +
    'On a machine without a browser use --device. When standard input is not a terminal, a token may come from there.',
  async run(surroundings, { values }) {
    const { env, tell } = surroundings;
    const url = readAddress(values.url ?? readSetting(env.MINTMARK_URL) ?? DEFAULT_URL);
    if (values.token !== undefined && (values.device === true || values.scope !== undefined)) {
      throw new UsageError('Use --token alone: a token brings its scopes along.');
    }
    const scope = readScope(values.scope);
    const credentials =
      values.token === undefined
        ? await signIn(surroundings, url, scope, values.device === true)
        : { url, token: values.token === '-' ? await obtainToken(surroundings, url) : values.token };
    const me = await createClientFor(url, credentials.token).readMe();
    const path = credentialsPath(env);
    await keepCredentials(path, credentials);
    const what = isProgram(credentials) ? 'Your sign-in' : 'The token';
    tell(`Signed in at ${url} as ${nameOf(me)}. ${what} is kept in ${path}.\n`);
    return { json: { url, ...me }, text: formatMe(url, me) };
  },
});

function readScope(scope: string | undefined): string {
  const names = (scope ?? DEFAULT_SCOPES).split(/[\s,]+/).filter((each) => each !== '');
  if (names.length > 0 && names.every((each) => /^[a-z]+:[a-z]+$/.test(each))) return names.join(' ');
  throw new UsageError('--scope is a list such as "pid:read pid:mint".');
}

async function signIn(
  surroundings: Surroundings,
  url: string,
  scope: string,
  device: boolean,
): Promise<Credentials> {
  const { env, stdin, tell } = surroundings;
  const server = await readAuthorizationServer(url);
  if (device) return toCredentials(url, await signInByDevice(server, scope, tell));
  const atTerminal = stdin.isTTY === true;
  const show = (address: string): void => {
    tell(`Sign in with ORCID in the browser of this machine:\n\n    ${address}\n\n`);
    // The browser would open there, and the answer could not come here.
    if (env.SSH_CONNECTION !== undefined) tell('Over SSH, use instead: mintmark login --device\n');
    else if (!atTerminal)
      tell(`Or make a token at ${url}/app/tokens and give it to: mintmark login --token -\n`);
    else void surroundings.openBrowser(address);
  };
  const done = new AbortController();
  const byBrowser = signInByBrowser(server, scope, show, { cancelled: done.signal });
  if (atTerminal) return toCredentials(url, await byBrowser);
  // `mintmark login < token.txt`: whichever comes first.
  const byToken = readText(stdin).then(async (text): Promise<string | TokenSet> => {
    const token = text.trim();
    return token === '' ? byBrowser : token;
  });
  byToken.catch(() => {});
  try {
    const first = await Promise.race([byBrowser, byToken]);
    return typeof first === 'string' ? { url, token: first } : toCredentials(url, first);
  } finally {
    byBrowser.catch(() => {});
    done.abort();
    stdin.destroy();
  }
}

async function obtainToken({ stdin, tell }: Surroundings, url: string): Promise<string> {
  tell(`Make a token at ${url}/app/tokens and copy it.\n`);
  const token =
    stdin.isTTY === true
      ? await askSecret(stdin, 'Token (not shown): ', tell)
      : (await readText(stdin)).trim();
  if (token === '') throw new UsageError('No token was given.');
  return token;
}

function nameOf({ account }: Me): string {
  if (account === null) return 'the operator';
  return account.name === null ? account.orcid : `${account.name} (${account.orcid})`;
}
