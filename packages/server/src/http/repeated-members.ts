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
  for (let index = 0; index < json.length && problems.length < PROBLEMS_LIMIT; index += 1) {
    const top = frames.at(-1);
    switch (json[index]) {
      case '{':
        frames.push({ kind: 'object', names: new Set(), name: '', expectsName: true });
        break;
      case '[':
        frames.push({ kind: 'array', index: 0 });
        break;
      case '}':
      case ']':
        frames.pop();
        break;
      case ',':
        if (top?.kind === 'object') top.expectsName = true;
        else if (top !== undefined) top.index += 1;
        break;
      case '"': {
        const end = endOfText(json, index);
        if (top?.kind === 'object' && top.expectsName) {
          top.name = JSON.parse(json.slice(index, end + 1));
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

/** Where the text that begins at `start` ends. */
function endOfText(json: string, start: number): number {
  for (let end = start + 1; ; end += 1) {
    if (json[end] === '\\') end += 1;
    else if (json[end] === '"' || end >= json.length) return end;
  }
}

function pointTo(frames: readonly Frame[]): string {
  return frames
    .map((frame) => `/${frame.kind === 'array' ? frame.index : escapePointer(frame.name)}`)
    .join('');
}
