import type { Answer } from '../answer.ts';
import type { OrcidPermissionNotice } from '../messages/notifications.ts';
import {
  assertPutCode,
  deleteAt,
  type RecordCall,
  readFrom,
  readPutCode,
  recordUrl,
  sendTo,
} from './call.ts';

/**
 * Notices in the person's ORCID inbox that ask for permission to add things. The token is the client's own, with
 * /premium-notification.
 */
export type RecordNotifications = {
  /** Sends a notice. People may refuse all of them (9032). */
  sendNotice(orcid: string, notice: OrcidPermissionNotice): Promise<Answer<{ putCode: number }>>;
  readNotice(orcid: string, putCode: number): Promise<Answer<{ notice: OrcidPermissionNotice }>>;
  /** Archives a notice that was not read yet (9009 when it was). */
  archiveNotice(orcid: string, putCode: number): Promise<Answer<object>>;
};

export function createRecordNotifications(call: RecordCall): RecordNotifications {
  const noticeUrl = (orcid: string, putCode: number) =>
    recordUrl(call, orcid, `notification-permission/${assertPutCode(putCode)}`);
  return {
    async sendNotice(orcid, notice) {
      const url = recordUrl(call, orcid, 'notification-permission');
      const answer = await sendTo(call, 'POST', url, 'notification:notification', notice);
      return answer.ok ? readPutCode(answer) : answer;
    },
    async readNotice(orcid, putCode) {
      const read = await readFrom<OrcidPermissionNotice>(call, noticeUrl(orcid, putCode));
      return read.ok ? { ok: true, notice: read.message } : read;
    },
    async archiveNotice(orcid, putCode) {
      return deleteAt(call, noticeUrl(orcid, putCode));
    },
  };
}
