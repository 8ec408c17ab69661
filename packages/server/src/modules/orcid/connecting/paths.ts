/** Where people connect their record with an organisation. */
export function connectPath(slug: string): string {
  return `/orcid/connect/${encodeURIComponent(slug)}`;
}

/** What a page may ask for beyond the usual, by a word in its address. */
const SCOPE_OF_NEED: Readonly<Record<string, string>> = { person: '/person/update' };

/** The word that a form or an address came with, and the scope that it stands for; both empty where it is none. */
export function readNeed(word: string): { need: string; needed: string } {
  const needed = Object.hasOwn(SCOPE_OF_NEED, word) ? SCOPE_OF_NEED[word] : undefined;
  return needed === undefined ? { need: '', needed: '' } : { need: word, needed };
}

/** The same page, for somebody who has to allow certain scopes; it leads to `returnTo` afterwards. */
export function connectLink(slug: string, wish: { returnTo: string; needed: readonly string[] }): string {
  const query = new URLSearchParams({ return_to: wish.returnTo });
  for (const [need, scope] of Object.entries(SCOPE_OF_NEED)) {
    if (wish.needed.includes(scope)) query.set('need', need);
  }
  return `${connectPath(slug)}?${query}`;
}
