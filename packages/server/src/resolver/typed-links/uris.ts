import type { Anchor } from '../../anchors/anchor.ts';
import { ROOT_NAMESPACE } from './read-request.ts';

/** The path of an identifier at a resolver, uncompressed and canonical, without its leading slash. */
export function formatPath({ namespace, key, qualifiers }: Anchor): string {
  const elements = [key, ...qualifiers].map(({ ai, value }) => `${ai}/${encodeURIComponent(value)}`);
  return (namespace === ROOT_NAMESPACE ? elements : [namespace, ...elements]).join('/');
}

/** The address of an identifier here: the subject of every statement about it. */
export function formatUri(anchor: Anchor, publicUrl: string): string {
  return `${publicUrl}/${formatPath(anchor)}`;
}
