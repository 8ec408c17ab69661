/**
 * Answers the sign-in page of an ORCID stand-in as a person with a browser would, without one: opens the page,
 * chooses `orcid`, presses Grant or Deny. Returns the address that the browser is sent back to.
 * Throws `Error` when the stand-in does not show the page or does not send the browser back.
 */
export async function answerSignIn(
  authorizeUrl: string,
  choice: { orcid: string; decision: 'grant' | 'deny' },
): Promise<string> {
  const page = await fetch(authorizeUrl, { redirect: 'manual' });
  const formToken = /name="form_token" value="([^"]+)"/.exec(await page.text())?.[1];
  if (page.status !== 200 || formToken === undefined) {
    throw new Error(`The ORCID stand-in shows no sign-in page but answers ${page.status}.`);
  }
  const answer = await fetch(new URL('/oauth/authorize', authorizeUrl), {
    method: 'POST',
    body: new URLSearchParams({ form_token: formToken, ...choice }),
    redirect: 'manual',
  });
  await answer.body?.cancel();
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`The ORCID stand-in answers the form with ${answer.status}.`);
  return location;
}
