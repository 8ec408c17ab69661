/** A link as UN/CEFACT's reference implementation has it. */
export type UntpLink = { href: string; rel: string; type: string; title: string };

type Settings = { baseUrl: string; apiVersion: string; apiKey: string };

const DEFAULTS = { language: 'en', context: 'au', linkType: 'untp:dpp', mimeType: 'text/html' };

/**
 * Speaks as the client of UN/CEFACT's reference implementation does: the addresses, the members that it sends, and those
 * that it reads from the answers.
 */
export function createUncefactClient({ baseUrl, apiVersion, apiKey }: Settings) {
  const api = `${baseUrl}/api/${apiVersion}`;

  async function ask<T>(address: string, method = 'GET', body?: unknown): Promise<T> {
    const response = await fetch(address, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  type Result = {
    targetUrl: string;
    linkType: string;
    mimeType: string;
    linkTitle?: string;
    ianaLanguage?: string;
  };
  const toLink = (result: Result) => ({
    href: result.targetUrl,
    rel: result.linkType,
    type: result.mimeType,
    title: result.linkTitle ?? '',
    hreflang: result.ianaLanguage === undefined ? undefined : [result.ianaLanguage],
  });

  return {
    async registerScheme(scheme: unknown): Promise<void> {
      await ask(`${api}/identifiers`, 'POST', scheme);
    },

    async publishLinks(
      namespace: string,
      scheme: string,
      identifier: string,
      links: readonly UntpLink[],
      qualifierPath = '/',
    ): Promise<{ resolverUri: string; linkIds: string[] }> {
      type Answer = { resolverUri?: string; responses?: { id?: string; linkId?: string }[] };
      const answer = await ask<Answer>(`${api}/resolver`, 'POST', {
        namespace,
        identificationKeyType: scheme,
        identificationKey: identifier,
        itemDescription: '',
        qualifierPath,
        active: true,
        responses: links.map((link) => ({
          linkType: link.rel,
          ianaLanguage: DEFAULTS.language,
          context: DEFAULTS.context,
          mimeType: link.type,
          linkTitle: link.title,
          targetUrl: link.href,
          defaultLinkType: link.rel === DEFAULTS.linkType,
          defaultMimeType: link.type === DEFAULTS.mimeType,
          defaultIanaLanguage: true,
          defaultContext: true,
          fwqs: false,
        })),
      });
      return {
        resolverUri: answer.resolverUri ?? `${baseUrl}/${namespace}/${scheme}/${identifier}`,
        linkIds: (answer.responses ?? []).map((each, index) => String(each.id ?? each.linkId ?? index)),
      };
    },

    getLink: async (id: string) => toLink(await ask(`${api}/resolver/links/${id}`)),

    async updateLink(id: string, link: Partial<UntpLink>) {
      return toLink(
        await ask(`${api}/resolver/links/${id}`, 'PUT', {
          ...(link.href === undefined ? {} : { targetUrl: link.href }),
          ...(link.title === undefined ? {} : { linkTitle: link.title }),
        }),
      );
    },

    async deleteLink(id: string): Promise<void> {
      await ask(`${api}/resolver/links/${id}`, 'DELETE');
    },

    describeResolver: () => ask<{ name: string }>(`${baseUrl}/.well-known/resolver`),

    /** The link types that UNTP needs and this resolver lacks. */
    async findMissingLinkTypes(): Promise<string[]> {
      const types = await ask<{ namespace: string; type: string }[]>(`${api}/voc?show=linktypes`);
      const known = types.map(({ namespace, type }) => `${namespace}:${type}`);
      return ['untp:dpp', 'untp:dcc', 'untp:dte', 'untp:idr'].filter((each) => !known.includes(each));
    },
  };
}
