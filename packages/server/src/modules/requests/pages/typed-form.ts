import { readField, readFields } from '../../accounts/index.ts';
import { readText } from './read-forms.ts';

/** How many changes the form of a return has room for, beside what the service found. */
export const CHANGES = 4;

/** What was in a refused form, to be shown in it again: nobody types it twice. */
export type TypedForm = {
  comment: string;
  /** Among curators: a tick that was lost would tell the requester. */
  internal: boolean;
  placeKind: string;
  place: string;
  /** The comment that was answered, the point of the checklist that was settled; blank for other forms. */
  replyTo: string;
  check: string;
  /** What a return asks for: written, and ticked among what the service found. */
  changes: readonly { text: string; kind: string; place: string }[];
  found: readonly string[];
  /** What became of each change, by its id. */
  answers: Readonly<Record<string, { state: string; answer: string }>>;
};

export function readTyped(input: unknown): TypedForm {
  const kinds = readFields(input, 'change_kind');
  const places = readFields(input, 'change_place');
  return {
    comment: readText(input, 'comment'),
    internal: readField(input, 'internal') === 'yes',
    placeKind: readField(input, 'place_kind'),
    place: readField(input, 'place'),
    replyTo: readField(input, 'reply_to'),
    check: readField(input, 'check'),
    changes: readFields(input, 'change_text').map((text, index) => ({
      text: text.replaceAll('\r\n', '\n'),
      kind: kinds[index] ?? '',
      place: places[index] ?? '',
    })),
    found: readFields(input, 'found'),
    answers: Object.fromEntries(
      readFields(input, 'change').map((id) => [
        id,
        { state: readField(input, `state_${id}`), answer: readText(input, `answer_${id}`) },
      ]),
    ),
  };
}

/** The fields of a return, with what was typed before it was refused. */
export function layOutChanges(typed: TypedForm['changes']): TypedForm['changes'] {
  const blank = { text: '', kind: '', place: '' };
  return Array.from({ length: Math.max(CHANGES, typed.length) }, (_, index) => typed[index] ?? blank);
}
