import type { Config } from '../../../config.ts';

/** Where one of the addresses that the API has begins, such as `/server/api`. */
export type DspacePrefix = '/server/api' | '/api' | '/rest/api';

/** One of the addresses that the API has, with all that its links are made of. */
export type DspaceApi = {
  prefix: DspacePrefix;
  /** The path that a client's cookies are for: the prefix without its `/api`, as in DSpace; `/api` where that is all. */
  contextPath: string;
  /** What clients know as the server, such as `https://pid.example.org/server`. */
  serverUrl: string;
  /** Makes an absolute link of a path below the API, such as `/core/items`. */
  href(path: string): string;
};

/** @param config.publicUrl what links begin with, whatever host a request names: they must lead back through any proxy */
export function createDspaceApi(config: Pick<Config, 'publicUrl'>, prefix: DspacePrefix): DspaceApi {
  const context = prefix.slice(0, -'/api'.length);
  return {
    prefix,
    contextPath: context === '' ? prefix : context,
    serverUrl: `${config.publicUrl}${context}`,
    href: (path) => `${config.publicUrl}${prefix}${path}`,
  };
}

/** What DSpace writes Handles with: the address of the pages that show them, up to the Handle. */
export function handleUrlPrefix(config: Pick<Config, 'dspaceUiUrl'>): string {
  return `${config.dspaceUiUrl}/handle/`;
}
