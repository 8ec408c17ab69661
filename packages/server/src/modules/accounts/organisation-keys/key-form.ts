import { isStorableText } from '../../../http/body.ts';
import { readField } from '../tokens/token-form.ts';
import { KEY_NAME_LIMIT, type KeyWish } from './create-key.ts';

/** Lives of a key that the page offers: days, or until it is revoked. */
export const OFFERED_LIVES = ['90', '365', '1095', 'revoked'] as const;
const DEFAULT_LIFE = '365';

/** The form as it stood in the browser, to be shown again, and a sentence for each field that is wrong. */
export type KeyForm = { name: string; life: string; problems: { name?: string; life?: string } };

export const emptyKeyForm: KeyForm = { name: '', life: DEFAULT_LIFE, problems: {} };

/** Reads the form of the page of keys; `input` is its decoded body. */
export function readKeyForm(input: unknown): { ok: true; wish: KeyWish } | { ok: false; form: KeyForm } {
  const name = readField(input, 'name').trim();
  const asked = readField(input, 'life');
  const life = OFFERED_LIVES.find((each) => each === asked);
  const problems: KeyForm['problems'] = {};
  if (name === '' || name.length > KEY_NAME_LIMIT || !isStorableText(name)) {
    problems.name = `Give it a name of 1 to ${KEY_NAME_LIMIT} characters.`;
  }
  if (life === undefined) problems.life = 'Choose one of the times offered.';
  if (life !== undefined && problems.name === undefined) {
    return { ok: true, wish: { name, expiresInDays: life === 'revoked' ? null : Number(life) } };
  }
  return {
    ok: false,
    form: { name: isStorableText(name) ? name.slice(0, KEY_NAME_LIMIT) : '', life: asked, problems },
  };
}
