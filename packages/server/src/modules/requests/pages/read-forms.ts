import type { Db } from '../../../db/index.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { readField, readFields } from '../../accounts/index.ts';
import type { ChangeAnswer } from '../changes/change.ts';
import { describePoint } from '../checklist/describe-point.ts';
import { readChecklist } from '../checklist/read-checklist.ts';
import { requireRequest } from '../find-request.ts';
import type { Anchor } from '../request.ts';
import { readReview } from './read-review.ts';

/** The version that a form was made from, and what was said with it. */
export function readSaid(input: unknown): { versions: ReadonlySet<number>; comment: string } {
  const version = readField(input, 'version');
  return {
    versions: new Set(/^\d{1,9}$/.test(version) ? [Number(version)] : []),
    comment: readText(input, 'comment'),
  };
}

/** A text of a form; browsers send line ends as CRLF. */
export function readText(input: unknown, name: string): string {
  return readField(input, name).replaceAll('\r\n', '\n').trim();
}

/** What a place of a form names; null: the whole request. */
function readPlace(kind: string | undefined, place: string | undefined): Anchor | null {
  const named = (place ?? '').trim();
  if (named === '') return null;
  return kind === 'file' ? { file: named } : { attribute: named };
}

/** What a comment is about. */
export function readAnchorOf(input: unknown): Anchor | null {
  return readPlace(readField(input, 'place_kind'), readField(input, 'place'));
}

export type Wish = { text: string; anchor: Anchor | null };

/** The wishes of a return: those that were written, and those that were ticked among what the service found. */
export async function readWishes(
  db: Db,
  person: PersonActor,
  id: string,
  input: unknown,
  now: Date,
): Promise<Wish[]> {
  const texts = readFields(input, 'change_text');
  const kinds = readFields(input, 'change_kind');
  const places = readFields(input, 'change_place');
  const written = texts.flatMap((each, index) => {
    const text = each.replaceAll('\r\n', '\n').trim();
    return text === '' ? [] : [{ text, anchor: readPlace(kinds[index], places[index]) }];
  });
  return [...(await readTicked(db, person, id, new Set(readFields(input, 'found')), now)), ...written];
}

async function readTicked(
  db: Db,
  person: PersonActor,
  id: string,
  ticked: ReadonlySet<string>,
  now: Date,
): Promise<Wish[]> {
  if (ticked.size === 0) return [];
  const found = await requireRequest(db, person, id);
  const checks = await readChecklist(db, found);
  const review = await readReview(db, person, found, now);
  return [
    ...checks
      .filter(({ name }) => ticked.has(`check:${name}`))
      .map((point) => ({ text: describePoint(point), anchor: null })),
    ...(review?.problems ?? [])
      .filter(({ attribute, detail }) => ticked.has(`problem:${attribute}|${detail}`))
      .map(({ attribute, detail }) => ({ text: detail, anchor: { attribute } })),
  ];
}

export type Answer = ChangeAnswer & { changeId: string };

/** What the requester says became of each wish; those that nothing was said of are left out. */
export function readAnswers(input: unknown): Answer[] {
  return readFields(input, 'change')
    .filter((changeId) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(changeId))
    .flatMap((changeId) => {
      const state = readField(input, `state_${changeId}`);
      const answer = readText(input, `answer_${changeId}`);
      return state === 'done' || state === 'declined'
        ? [{ changeId, state, answer: answer === '' ? null : answer }]
        : [];
    });
}
