/** Entries of one cell, with semicolons between. */
export function splitList(text: string): string[] {
  return text
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** `Family, Given [ORCID iD]`, or the name of an organisation, which has no comma. */
export function readAgent(text: string): Record<string, unknown> {
  const { name, address: orcid } = splitAddress(text);
  const [, family, given] = /^([^,]+),\s*(.+)$/.exec(name) ?? [];
  return {
    name,
    ...(family === undefined || given === undefined
      ? {}
      : { nameType: 'Personal', familyName: family.trim(), givenName: given.trim() }),
    ...(orcid === undefined
      ? {}
      : { nameIdentifiers: [{ nameIdentifier: orcid.trim(), nameIdentifierScheme: 'ORCID' }] }),
  };
}

/** `Name [what identifies it]`. */
export function splitAddress(text: string): { name: string; address: string | undefined } {
  const [, name = text, address] = /^(.*?)\s*\[([^\]]*)\]$/.exec(text) ?? [];
  return { name, address };
}
