import { arkToUrl, doiToUrl } from '@mintmark/identifiers';
import type { Config } from '../../../config.ts';
import type { HeldIdentifier } from '../../../modules/items/index.ts';
import { handleUrlPrefix } from '../frame/api.ts';

/** An identifier as DSpace's clients know it. */
export type PresentedIdentifier = {
  value: string;
  identifierType: string;
  /** One of the 12 names that clients have words for; null for all but DOIs. */
  identifierStatus: string | null;
  type: 'identifier';
};

type AddressConfig = Pick<Config, 'dspaceUiUrl' | 'publicUrl'>;

export function presentIdentifier(held: HeldIdentifier, config: AddressConfig): PresentedIdentifier {
  return {
    value: identifierUrl(held, config),
    identifierType: held.type,
    identifierStatus: held.status,
    type: 'identifier',
  };
}

/** The address that an identifier is written as. DSpace writes Handles with the address of its pages. */
export function identifierUrl(held: Pick<HeldIdentifier, 'pid' | 'type'>, config: AddressConfig): string {
  switch (held.type) {
    case 'doi':
    case 'igsn':
      return doiToUrl(held.pid);
    case 'handle':
      return `${handleUrlPrefix(config)}${held.pid}`;
    case 'ark':
      return arkToUrl(held.pid, config.publicUrl);
    default:
      return held.type satisfies never;
  }
}
