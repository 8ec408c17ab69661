import { AppError } from '../../errors.ts';
import { isStorableText } from '../../http/body.ts';
import type { Anchor } from './request.ts';

const ATTRIBUTE_LIMIT = 1_000;
const PATH_LIMIT = 4_096;

/** What a comment or a wish is about, within limits; it need not be there any more. @throws AppError invalid-input */
export function readAnchor(anchor: Anchor | null, pointer: string): Anchor | null {
  if (anchor === null) return null;
  const [text, limit] =
    'attribute' in anchor ? [anchor.attribute, ATTRIBUTE_LIMIT] : [anchor.file, PATH_LIMIT];
  if (text === '' || text.length > limit || !isStorableText(text)) {
    const detail = `Name an attribute such as creator[2]/nameIdentifier, or a file by its path below the folder.`;
    throw new AppError('invalid-input', detail, { problems: [{ pointer, detail }] });
  }
  return 'attribute' in anchor ? { attribute: text } : { file: text };
}
