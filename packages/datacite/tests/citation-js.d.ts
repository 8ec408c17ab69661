/** The parts of citation-js (which ships no types) that the tests read our output with. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(input: string, options?: { forceType?: string });
    data: Record<string, unknown>[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
