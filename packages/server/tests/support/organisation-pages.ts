import { ensureOrganisation } from '../../src/modules/accounts/index.ts';
import { type Browser, openBrowser } from './browser.ts';
import { setRole } from './organisation.ts';
import { JOSIAH, LAURE } from './people.ts';
import { type System, startSystem } from './start-system.ts';

/** A system with two organisations, an administrator (Josiah) and a member (Laure) of the first, both signed in. */
export async function startOrganisationPages(): Promise<{
  system: System;
  josiah: Browser;
  laure: Browser;
}> {
  const system = await startSystem();
  const [josiah, laure] = [openBrowser(system), openBrowser(system)];
  await josiah.signIn(JOSIAH);
  await laure.signIn(LAURE);
  await setRole(system, JOSIAH, 'admin');
  system.clock.advance(1000);
  await ensureOrganisation(system.ctx, { slug: 'second', name: 'Second Example Organisation' });
  return { system, josiah, laure };
}

/** What the forms of a page carry, so that no other site can send them. */
export async function readFormToken(browser: Browser, path: string): Promise<string> {
  const { body } = await browser.open(path);
  return /name="form_token" value="([^"]+)"/.exec(body)?.[1] ?? '';
}
