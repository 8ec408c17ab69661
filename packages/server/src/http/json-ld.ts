/** JSON for a script element: "<" is escaped, so that no text can end the element (HTML, section 4.12.1.3). */
export function writeJsonLd(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
