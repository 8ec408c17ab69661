export const CURATION_PATH = '/app/curation';
export const SETTINGS_PATH = `${CURATION_PATH}/settings`;
export const REQUESTS_PATH = '/app/requests';

/** The page of one request, for who made it and for curators. */
export function requestPath(id: string): string {
  return `${REQUESTS_PATH}/${id}`;
}

/** The page of a folder of the data store. */
export function folderPath(folderId: string): string {
  return `/app/data/${folderId}`;
}

/** The curation queue with a filter. */
export function curationPath(filter: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(filter).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length === 0 ? CURATION_PATH : `${CURATION_PATH}?${new URLSearchParams(given)}`;
}
