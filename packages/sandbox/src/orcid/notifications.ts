import { RegistryError } from './errors.ts';
import { presentSource, presentTime } from './present-item.ts';
import type { JsonObject } from './read-item.ts';
import type { OrcidState } from './state.ts';

/** A request for permission in somebody's inbox at ORCID. */
export type PermissionNotice = {
  putCode: number;
  orcid: string;
  clientId: string;
  content: JsonObject;
  createdAt: Date;
  archivedAt: Date | null;
};

const REQUIRED = ['authorization-url', 'notification-subject', 'notification-intro', 'items'];
const OPTIONAL = ['notification-type'];

/** Puts a notice into somebody's inbox; what it must say is checked, the items in it are not. */
export function addNotice(
  state: OrcidState,
  orcid: string,
  clientId: string,
  message: unknown,
): PermissionNotice {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw new RegistryError(9001, { detail: 'an object is expected' });
  }
  const input: JsonObject = { ...message };
  const missing = REQUIRED.find((name) => input[name] === undefined || input[name] === null);
  if (missing !== undefined) throw new RegistryError(9020, { detail: `${missing} is missing` });
  if ((input['put-code'] ?? null) !== null) throw new RegistryError(9024);
  const content = Object.fromEntries([...OPTIONAL, ...REQUIRED].map((name) => [name, input[name] ?? null]));
  const notice: PermissionNotice = {
    putCode: state.nextPutCode++,
    orcid,
    clientId,
    content: { ...content, 'notification-type': 'permission' },
    createdAt: state.now(),
    archivedAt: null,
  };
  state.notices.set(notice.putCode, notice);
  return notice;
}

/** Finds a notice that this client has sent to this person (9029). */
export function getNotice(state: OrcidState, orcid: string, clientId: string, id: string): PermissionNotice {
  const notice = /^\d{1,15}$/.test(id) ? state.notices.get(Number(id)) : undefined;
  if (notice === undefined || notice.orcid !== orcid) throw new RegistryError(9029, { id, orcid });
  if (notice.clientId !== clientId) throw new RegistryError(9014);
  return notice;
}

export function presentNotice(state: OrcidState, notice: PermissionNotice): JsonObject {
  return {
    'put-code': notice.putCode,
    ...notice.content,
    'created-date': presentTime(notice.createdAt),
    'sent-date': null,
    'read-date': null,
    'actioned-date': null,
    'archived-date': notice.archivedAt === null ? null : presentTime(notice.archivedAt),
    source: presentSource(state, { clientId: notice.clientId }),
  };
}
