import { isStorableText } from '../../../http/body.ts';
import { readField } from '../../accounts/index.ts';
import type { ReserveRequest } from './reserve.ts';

/** Terms that the page offers, in days; '' is for none. */
export const OFFERED_TERMS_DAYS = ['', '30', '90', '180', '365'] as const;

const COUNT_LIMIT = 100_000;
const TITLE_LIMIT = 200;

/** The form as it stood in the browser, to be shown again, and a sentence for each field that is wrong. */
export type ReserveForm = {
  shoulder: string;
  count: string;
  title: string;
  expiresInDays: string;
  drafts: boolean;
  problems: { shoulder?: string; count?: string; title?: string; expiresInDays?: string; form?: string };
};

export const emptyReserveForm: ReserveForm = {
  shoulder: '',
  count: '24',
  title: '',
  expiresInDays: '365',
  drafts: false,
  problems: {},
};

/** Reads the form of the page of blocks; `input` is its decoded body. */
export function readReserveForm(
  input: unknown,
): { ok: true; form: ReserveForm; request: ReserveRequest } | { ok: false; form: ReserveForm } {
  const shoulder = readField(input, 'shoulder');
  const count = readField(input, 'count').trim();
  const title = readField(input, 'title').trim();
  const term = readField(input, 'expires_in_days');
  const drafts = readField(input, 'drafts') === 'yes';
  const problems: ReserveForm['problems'] = {};
  if (shoulder === '') problems.shoulder = 'Choose where the names are made.';
  if (!/^[1-9]\d{0,5}$/.test(count) || Number(count) > COUNT_LIMIT) {
    problems.count = 'Give a number of 1 to 100000.';
  }
  const isTitle = title.length <= TITLE_LIMIT && isStorableText(title);
  if (!isTitle) problems.title = `Use at most ${TITLE_LIMIT} characters.`;
  const expiresInDays = OFFERED_TERMS_DAYS.find((each) => each === term);
  if (expiresInDays === undefined) problems.expiresInDays = 'Choose one of the terms offered.';
  const form = { shoulder, count, title: isTitle ? title : '', expiresInDays: term, drafts, problems };
  if (Object.keys(problems).length > 0 || expiresInDays === undefined) return { ok: false, form };
  return {
    ok: true,
    form,
    request: {
      shoulder,
      count: Number(count),
      drafts,
      ...(title === '' ? {} : { title }),
      ...(expiresInDays === '' ? {} : { expiresInDays: Number(expiresInDays) }),
    },
  };
}
