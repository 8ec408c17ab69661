/** The address in the form that links and headers can carry, or null for what a browser should not follow. */
export function toSafeHref(address: string | undefined): string | null {
  const url = address === undefined ? null : URL.parse(address);
  return url !== null && ['http:', 'https:', 'ftp:'].includes(url.protocol) ? url.href : null;
}
