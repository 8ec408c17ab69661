/** Where people connect their record with an organisation. */
export function connectPath(slug: string): string {
  return `/orcid/connect/${encodeURIComponent(slug)}`;
}
