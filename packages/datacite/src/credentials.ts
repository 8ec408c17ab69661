import { type DataciteConfig, exchange } from './http.ts';
import { isObject } from './reading.ts';

/** What is right or wrong with a repository account, with a sentence for the person who entered it. */
export type CredentialCheck =
  | { kind: 'ok'; username: string; prefixes: string[] }
  | { kind: 'unreachable'; detail: string }
  | { kind: 'not-authenticated'; detail: string }
  | { kind: 'other-account'; username: string; detail: string }
  | { kind: 'prefix-not-assigned'; prefix: string; prefixes: string[]; detail: string };

/**
 * Says exactly whether the account in `config` can register DOIs. A wrong password is no error to DataCite on
 * a GET: it answers 200 as to anyone, so only the header X-Credential-Username tells. And a prefix that is not
 * the account's gets the same 403 as everything else that is not allowed, so the prefixes are asked for.
 *
 * @param options.prefix the prefix one means to register under, '10.5072'; left out, prefixes are only listed.
 */
export async function checkCredentials(
  config: DataciteConfig,
  options: { prefix?: string } = {},
): Promise<CredentialCheck> {
  const repositoryId = config.repositoryId.toLowerCase();
  const path = `/repositories/${encodeURIComponent(repositoryId)}`;
  const answer = await exchange(config, { method: 'GET', path });
  if (answer.kind === 'later') return { kind: 'unreachable', detail: answer.reason };
  if (answer.kind === 'refused') {
    const detail =
      answer.status === 404
        ? `DataCite knows no repository ${config.repositoryId}; check the repository ID and whether the address is the test system's.`
        : `DataCite does not accept the repository ID and password: ${answer.errors[0].detail}`;
    return { kind: 'not-authenticated', detail };
  }
  const username = answer.headers.get('x-credential-username')?.trim().toLowerCase() ?? '';
  if (username === '') {
    const detail =
      'DataCite does not accept the password; production and test system have separate repositories and passwords.';
    return { kind: 'not-authenticated', detail };
  }
  if (username !== repositoryId) {
    const detail = `The credentials belong to ${username}, not to the repository ${config.repositoryId}.`;
    return { kind: 'other-account', username, detail };
  }
  const prefixes = readRepositoryPrefixes(answer.body) ?? (await fetchPrefixes(config, repositoryId));
  if (typeof prefixes === 'string') return { kind: 'unreachable', detail: prefixes };
  const { prefix } = options;
  if (prefix !== undefined && !prefixes.includes(prefix)) {
    const assigned = prefixes.length === 0 ? 'It has none.' : `It has ${prefixes.join(', ')}.`;
    const detail = `The prefix ${prefix} is not assigned to the repository ${config.repositoryId}. ${assigned}`;
    return { kind: 'prefix-not-assigned', prefix, prefixes, detail };
  }
  return { kind: 'ok', username, prefixes };
}

/** @returns the account's prefixes, or why they could not be fetched. */
async function fetchPrefixes(config: DataciteConfig, repositoryId: string): Promise<string[] | string> {
  const path = `/client-prefixes?client-id=${encodeURIComponent(repositoryId)}&page%5Bsize%5D=1000`;
  const answer = await exchange(config, { method: 'GET', path });
  if (answer.kind === 'later') return answer.reason;
  if (answer.kind === 'refused') return answer.errors[0].detail;
  const data = isObject(answer.body) && Array.isArray(answer.body.data) ? answer.body.data : [];
  return data.flatMap((entry) => readRelated(entry, 'prefix'));
}

/** @returns the prefixes that the repository's own answer lists, or null when it lists none. */
function readRepositoryPrefixes(body: unknown): string[] | null {
  const prefixes = readRelated(isObject(body) ? body.data : undefined, 'prefixes');
  return prefixes.length === 0 ? null : prefixes;
}

/** @returns the ids of a JSON:API relationship, of one or of many. */
function readRelated(resource: unknown, name: string): string[] {
  const relationships = isObject(resource) ? resource.relationships : undefined;
  const relationship = isObject(relationships) ? relationships[name] : undefined;
  const data = isObject(relationship) ? relationship.data : undefined;
  const entries: unknown[] = Array.isArray(data) ? data : [data];
  return entries.flatMap((entry) => (isObject(entry) && typeof entry.id === 'string' ? [entry.id] : []));
}
