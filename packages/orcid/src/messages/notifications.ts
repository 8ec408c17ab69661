import type { ExternalId, Moment, OrcidIdentifier, Source } from './parts.ts';

/** A notice in the person's ORCID inbox that asks for permission to add things. */
export type OrcidPermissionNotice = {
  'put-code'?: number | null;
  'notification-type': 'PERMISSION';
  /** Where the person gives the permission: the OAuth address of the client. */
  'authorization-url': OrcidIdentifier;
  'notification-subject': string;
  /** At most 1,000 characters. */
  'notification-intro': string;
  items: {
    item: { 'item-type': string; 'item-name': string; 'external-id'?: ExternalId | null }[];
  };
  'created-date'?: Moment | null;
  'sent-date'?: Moment | null;
  'read-date'?: Moment | null;
  'actioned-date'?: Moment | null;
  'archived-date'?: Moment | null;
  source?: Source | null;
};
