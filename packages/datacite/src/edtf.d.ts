/** The part of the package edtf (which ships no types) that is used here. */
declare module 'edtf' {
  /** Parses EDTF levels 0 to 2; throws a SyntaxError on other text. */
  export default function edtf(text: string): unknown;
}
