/**
 * Text of strangers as a page may show it: what would turn the direction of the text round it (Unicode UAX #9, the
 * explicit formatting characters) and control characters are written out, so that it reads as it is stored.
 */
export function makeVisible(text: string): string {
  return text
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, (character) => `⟨${nameCharacter(character)}⟩`)
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '\ufffd');
}

function nameCharacter(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
