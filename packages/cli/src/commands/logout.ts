import { MintmarkError } from '@mintmark/client';
import { defineCommand } from '../command.ts';
import { createClientFor, readSetting } from '../connect.ts';
import {
  credentialsPath,
  deleteCredentials,
  type ProgramCredentials,
  readCredentials,
  type TokenCredentials,
} from '../credentials.ts';
import { exitCodes } from '../exit-codes.ts';
import { endProgramSession, isProgram } from '../program-session.ts';

export const logout = defineCommand({
  name: 'logout',
  summary: 'Sign out: end what is kept at the service, and delete it here',
  positionals: [],
  options: {},
  notes: 'When the service cannot be reached, the token stays here, so that logout can be tried again.',
  async run({ env, tell }) {
    if (readSetting(env.MINTMARK_TOKEN) !== null) {
      tell('MINTMARK_TOKEN is set and stays as it is; only the token that is kept is revoked.\n');
    }
    const path = credentialsPath(env);
    const kept = await readCredentials(path);
    if (kept === null)
      return { json: { signedOut: false, revoked: false }, text: 'Nobody is signed in here.' };
    const { revoked, text } = isProgram(kept) ? await end(path, kept, tell) : await revoke(kept, tell);
    await deleteCredentials(path);
    const exitCode = revoked ? exitCodes.done : exitCodes.refused;
    return { json: { signedOut: true, revoked }, text, exitCode };
  },
});

/** @throws MintmarkError */
async function end(
  path: string,
  kept: ProgramCredentials,
  tell: (text: string) => void,
): Promise<{ revoked: boolean; text: string }> {
  try {
    await endProgramSession(path, kept);
    return { revoked: true, text: `Signed out at ${kept.url}; what you allowed there has ended.` };
  } catch (error) {
    tell(`You are still signed in. What you allowed can also be ended at ${kept.url}/app/tokens.\n`);
    throw error;
  }
}

/** @throws MintmarkError unreachable */
async function revoke(
  { url, token }: TokenCredentials,
  tell: (text: string) => void,
): Promise<{ revoked: boolean; text: string }> {
  try {
    await createClientFor(url, token).revokeCurrentToken();
    return { revoked: true, text: `Signed out at ${url}; the token is revoked.` };
  } catch (error) {
    if (!(error instanceof MintmarkError)) throw error;
    if (error.kind === 'unreachable') {
      tell(`The token is not revoked and stays here. It can also be revoked at ${url}/app/tokens.\n`);
      throw error;
    }
    return error.status === 401
      ? { revoked: true, text: `Signed out; the token had already ended at ${url}.` }
      : { revoked: false, text: `Deleted here, but not revoked at ${url}: ${error.detail}` };
  }
}
