import type { Me } from '@mintmark/client';
import { defineCommand, type Surroundings } from '../command.ts';
import { createClientFor, DEFAULT_URL, readAddress, readSetting } from '../connect.ts';
import { credentialsPath, writeCredentials } from '../credentials.ts';
import { UsageError } from '../failures.ts';
import { formatMe } from '../present.ts';
import { askSecret, readText } from '../read-input.ts';

export const login = defineCommand({
  name: 'login',
  summary: 'Keep an access token for the commands to come',
  positionals: [],
  options: {
    url: { type: 'string', value: 'URL', help: `Address of the service (MINTMARK_URL, else ${DEFAULT_URL})` },
    token: { type: 'string', value: 'TOKEN', help: 'The token; shells keep it in their history' },
  },
  notes:
    'Without --token it names the page where tokens are made and asks for one; nothing that you type is shown.\n' +
    'When standard input is not a terminal, the token is read from there.',
  async run(surroundings, { values }) {
    const { env } = surroundings;
    const url = readAddress(values.url ?? readSetting(env.MINTMARK_URL) ?? DEFAULT_URL);
    const token = values.token ?? (await obtainToken(surroundings, url));
    const client = createClientFor(url, token);
    const me = await client.readMe();
    const path = credentialsPath(env);
    await writeCredentials(path, { url, token });
    surroundings.tell(`Signed in at ${url} as ${nameOf(me)}. The token is kept in ${path}.\n`);
    return { json: { url, ...me }, text: formatMe(url, me) };
  },
});

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
