import { describe, expect, test } from 'vitest';
import { CARBERRY, GARCIA } from './orcid-caller.ts';
import { OTHER_MEMBER, putCodeOf, useRegistry, XML_TYPE } from './orcid-registry.ts';
import { hasOrcidData, listSchemaProblems } from './orcid-samples.ts';

const { call, clientToken, tokenFor } = useRegistry();
const INBOX = `/v3.0/${CARBERRY}/notification-permission`;
const SCOPE = '/premium-notification';

const NOTICE = {
  'notification-type': 'permission',
  'authorization-url': { uri: 'https://mint.example.org/orcid/invitations/x' },
  'notification-subject': 'Your samples',
  'notification-intro': 'We would like to add your samples to your record.',
  items: { item: [{ 'item-type': 'work', 'item-name': 'Core 1' }] },
};

describe('notices that ask for permission', () => {
  test('a notice is sent, read in both formats and archived by the client that sent it', async () => {
    const token = await clientToken(SCOPE);
    const sent = await call('POST', INBOX, { token, body: NOTICE });
    expect([sent.status, sent.text]).toEqual([201, '']);
    const path = `${INBOX}/${putCodeOf(sent)}`;
    const read = await call('GET', path, { token });
    expect(read.json).toMatchObject({
      ...NOTICE,
      'put-code': Number(putCodeOf(sent)),
      'archived-date': null,
    });
    const xml = await call('GET', path, { token, accept: XML_TYPE });
    expect(xml.text).toContain('<notification:item-name>Core 1</notification:item-name>');
    if (hasOrcidData) expect(listSchemaProblems(xml.text)).toEqual([]);

    const other = await clientToken(SCOPE, OTHER_MEMBER);
    expect((await call('GET', path, { token: other })).json['error-code']).toBe(9014);
    expect((await call('DELETE', path, { token: other })).status).toBe(403);
    const archived = await call('DELETE', path, { token });
    expect(archived.json['archived-date']).toEqual({ value: Date.UTC(2026, 10, 21, 10) });
    const wrongPerson = path.replace(CARBERRY, GARCIA);
    expect((await call('GET', wrongPerson, { token })).json['error-code']).toBe(9029);
  });

  test('a notice as XML says the same', async () => {
    const token = await clientToken(SCOPE);
    const body = `<n:notification xmlns:n="http://www.orcid.org/ns/notification">
      <n:notification-type>permission</n:notification-type>
      <n:authorization-url><n:uri>https://mint.example.org/orcid/invitations/x</n:uri></n:authorization-url>
      <n:notification-subject>Your samples</n:notification-subject>
      <n:notification-intro>We would like to add your samples to your record.</n:notification-intro>
      <n:items><n:item><n:item-type>work</n:item-type><n:item-name>Core 1</n:item-name></n:item></n:items>
    </n:notification>`;
    const sent = await call('POST', INBOX, { token, body, type: XML_TYPE });
    expect((await call('GET', `${INBOX}/${putCodeOf(sent)}`, { token })).json).toMatchObject(NOTICE);
  });

  test('a notice without a link, to nobody, or without the scope is refused', async () => {
    const token = await clientToken(SCOPE);
    const { 'authorization-url': _link, ...without } = NOTICE;
    expect((await call('POST', INBOX, { token, body: without })).json['error-code']).toBe(9020);
    const nobody = INBOX.replace(CARBERRY, '0000-0003-0000-0002');
    expect((await call('POST', nobody, { token, body: NOTICE })).json['error-code']).toBe(9016);
    expect((await call('POST', INBOX, { token: await tokenFor(), body: NOTICE })).status).toBe(403);
    expect((await call('POST', INBOX, { body: NOTICE })).status).toBe(403);
  });
});
