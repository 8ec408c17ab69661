// ORCID reports some errors behind a '#', which browsers keep to themselves: bring them to the server as a query.
const fragment = window.location.hash.slice(1);
if (fragment !== '') {
  const sent = new URLSearchParams(fragment.includes('=') ? fragment : { error: fragment });
  const kept = new URLSearchParams();
  for (const name of ['error', 'state']) {
    const value = sent.get(name);
    if (value !== null) kept.set(name, value);
  }
  if (kept.has('error')) window.location.replace(`${window.location.pathname}?${kept}`);
}
