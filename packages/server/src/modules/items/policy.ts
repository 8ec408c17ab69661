import { accountIdOf, isOperator, type MembershipRole } from '../../http/actor.ts';
import type { Item } from './item.ts';
import type { Reader } from './item-context.ts';

/** What somebody may do with an item. */
export type ItemRights = {
  read: boolean;
  edit: boolean;
  administer: boolean;
  /** Whether they may know that there is such an item, and that it is withdrawn. */
  seeStatus: boolean;
};

type Owned = Pick<Item, 'organisationId' | 'ownerId' | 'submitter' | 'state' | 'access'>;

export function rightsOf(reader: Reader, item: Owned): ItemRights {
  const role = reader === null ? null : roleIn(reader, item.organisationId);
  const manages = role === 'curator' || role === 'admin';
  const owns = reader !== null && isOwner(reader, item);
  const shown = item.state === 'archived' && (item.access === 'public' || role !== null);
  const read = manages || owns || shown;
  return {
    read,
    edit: manages || (owns && role !== null && item.state === 'workspace'),
    administer: role === 'admin',
    seeStatus: read || item.state === 'archived' || item.state === 'withdrawn',
  };
}

/** A person owns what they submitted or were given; a service account, which is nobody's account, what it submitted. */
function isOwner(reader: NonNullable<Reader>, { ownerId, submitter }: Owned): boolean {
  if (reader.kind === 'service-account') {
    return submitter.kind === 'service-account' && submitter.serviceAccountId === reader.id;
  }
  return ownerId !== null && ownerId === accountIdOf(reader);
}

/** Whether somebody may submit items to an organisation. */
export function maySubmit(reader: Reader, organisationId: string): boolean {
  return reader !== null && roleIn(reader, organisationId) !== null;
}

function roleIn(reader: NonNullable<Reader>, organisationId: string): MembershipRole | null {
  if (isOperator(reader) || reader.kind === 'operator') return 'admin';
  return reader.memberships.find((each) => each.organisationId === organisationId)?.role ?? null;
}
