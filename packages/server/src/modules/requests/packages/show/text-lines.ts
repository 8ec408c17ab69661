import { makeVisible } from './visible.ts';

const LINES_SHOWN = 1000;
const LINE_CHARACTERS = 2000;

/** The beginning of a text for a page. */
export type ShownText = { text: string; isCut: boolean };

/**
 * @param text what was read of it
 * @param isWhole whether that is all of it
 */
export function showText(text: string, isWhole: boolean): ShownText {
  const lines = text.split(/\r\n|\n|\r/);
  const kept = lines.slice(0, LINES_SHOWN);
  const isCut = !isWhole || lines.length > LINES_SHOWN || kept.some((line) => line.length > LINE_CHARACTERS);
  return { text: makeVisible(kept.map(cutLine).join('\n')), isCut };
}

function cutLine(line: string): string {
  return line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS).toWellFormed()} …` : line;
}
