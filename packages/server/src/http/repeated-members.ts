import type { InputProblem } from '../errors.ts';
import { escapePointer } from './problem.ts';

type Frame =
  | { kind: 'object'; names: Set<string>; name: string; expectsName: boolean }
  | { kind: 'array'; index: number };

/** More than this tells a caller nothing new. */
const PROBLEMS_LIMIT = 100;

/**
 * Every member name that an object has twice (RFC 7493 section 2.3). JSON parsers keep the last one in silence, so
 * what the caller wrote first would be lost.
 * @param json text that is known to be JSON
 */
export function findRepeatedMembers(json: string): InputProblem[] {
  const problems: InputProblem[] = [];
  const frames: Frame[] = [];
  let top: Frame | undefined;
  for (let index = 0; index < json.length && problems.length < PROBLEMS_LIMIT; index += 1) {
    switch (json.charCodeAt(index)) {
      case OBJECT_BEGIN:
        top = { kind: 'object', names: new Set(), name: '', expectsName: true };
        frames.push(top);
        break;
      case ARRAY_BEGIN:
        top = { kind: 'array', index: 0 };
        frames.push(top);
        break;
      case OBJECT_END:
      case ARRAY_END:
        frames.pop();
        top = frames.at(-1);
        break;
      case COMMA:
        if (top?.kind === 'object') top.expectsName = true;
        else if (top !== undefined) top.index += 1;
        break;
      case QUOTE: {
        const end = endOfText(json, index);
        if (top?.kind === 'object' && top.expectsName) {
          top.name = readText(json.slice(index, end + 1));
          top.expectsName = false;
          if (top.names.has(top.name)) {
            problems.push({ pointer: pointTo(frames), detail: 'This member is there twice; send it once.' });
          }
          top.names.add(top.name);
        }
        index = end;
        break;
      }
      default:
    }
  }
  return problems;
}

const [OBJECT_BEGIN, OBJECT_END, ARRAY_BEGIN, ARRAY_END, COMMA, QUOTE] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x22];

/** Where the text that begins at `start` ends; the last character for a text without an end. */
export function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length - 1 : end;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(json: string, index: number): boolean {
  let before = index - 1;
  while (json[before] === '\\') before -= 1;
  return (index - before) % 2 === 0;
}

function readText(quoted: string): string {
  return quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1);
}

function pointTo(frames: readonly Frame[]): string {
  return frames
    .map((frame) => `/${frame.kind === 'array' ? frame.index : escapePointer(frame.name)}`)
    .join('');
}
