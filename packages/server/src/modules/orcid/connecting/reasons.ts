import type { SignInFailure } from '@mintmark/orcid';

/**
 * Why a record was not connected, apart from a plain no. `other-browser`: it was begun in another browser. `expired`: the
 * person took longer than ten minutes. `other-person`: who is signed in here changed meanwhile. `scope`: ORCID gave more
 * than was asked. `other-id`: the person signed in at ORCID with another iD than here. `taken`: the iD is connected for
 * somebody else's account. `second-id`: the account is connected with another iD already. `merged-account`: the account of the iD went into
 * another one. The others are those of
 * `finishSignIn`.
 */
export type ConnectReason =
  | Exclude<SignInFailure['reason'], 'denied'>
  | 'other-browser'
  | 'expired'
  | 'other-person'
  | 'scope'
  | 'other-id'
  | 'taken'
  | 'second-id'
  | 'merged-account';

/** What the page says, and the status it is sent with. */
export type ConnectExplanation = { status: number; what: string; todo: string };

/** What joins two accounts of one person; the page is there once ORCID has said so. */
const MERGE_AT_ORCID =
  'If both iDs are yours, ask ORCID to merge their records. Once it has, sign in here with the iD that is left: the connection goes on to it by itself, and your ORCID page leads to /app/orcid/merge, where you merge your two accounts here.';

/** Explains a refusal to the person in front of the browser, without anything that came from outside. */
export function explainConnectFailure(reason: ConnectReason, error: string | null): ConnectExplanation {
  switch (reason) {
    case 'state':
      return {
        status: 400,
        what: 'This address belongs to no connection that is under way. It may have been used before: each works once.',
        todo: 'Begin again. Do not reload the page you come back to, and do not use a bookmark of it.',
      };
    case 'other-browser':
      return {
        status: 400,
        what: 'This connection was begun in another browser, or this browser keeps no cookies.',
        todo: 'Begin again here, and allow cookies for this site.',
      };
    case 'expired':
      return {
        status: 400,
        what: 'More than ten minutes went by since you began to connect your record.',
        todo: 'Begin again.',
      };
    case 'other-person':
      return {
        status: 409,
        what: 'You signed in or out here, or somebody else did, while you were at ORCID. So it is not certain whose record this is.',
        todo: 'Begin again, and stay signed in until you are back.',
      };
    case 'expired-code':
      return {
        status: 400,
        what: 'ORCID no longer accepts the code it sent with you. It works once and for a short time.',
        todo: 'Begin again.',
      };
    case 'id-token':
      return {
        status: 502,
        what: 'What ORCID answered does not prove whose record it is.',
        todo: 'Begin again. If it happens twice, tell the operator of this service.',
      };
    case 'scope':
      return {
        status: 502,
        what: 'ORCID gave a permission for more than was asked. It was given back at once.',
        todo: 'Tell the operator of this service.',
      };
    case 'other-id':
      return {
        status: 409,
        what: 'At ORCID you signed in with another iD than here. The permission was given back at once.',
        todo: `Sign out at ORCID, and connect the record of the iD that you are signed in with here. ${MERGE_AT_ORCID}`,
      };
    case 'taken':
      return {
        status: 409,
        what: 'This iD is connected with the organisation for another account. The permission was given back at once.',
        todo: `Sign in here as you did when you connected it, and disconnect it there or go on with that account. ${MERGE_AT_ORCID} If the account is not yours, tell the administrators of the organisation.`,
      };
    case 'second-id':
      return {
        status: 409,
        what: 'You are connected with the organisation already, with another iD. The permission was given back at once.',
        todo: `To change, disconnect the other record on your ORCID page and begin again. ${MERGE_AT_ORCID}`,
      };
    case 'merged-account':
      return {
        status: 409,
        what: 'The account of this iD was merged into another one of the same person, after ORCID had merged their records. The permission was given back at once.',
        todo: 'Sign out at ORCID, and connect the record of the iD that was kept.',
      };
    case 'unreachable':
      return {
        status: 503,
        what: 'ORCID could not be reached, or did not answer.',
        todo: 'Wait a minute and begin again.',
      };
    case 'refused':
      return explainRefusal(error);
    default:
      return reason satisfies never;
  }
}

/** Always 400: these errors come in the address of the callback, where anyone can write one. */
function explainRefusal(error: string | null): ConnectExplanation {
  switch (error) {
    case 'login_required':
    case 'interaction_required':
      return {
        status: 400,
        what: 'ORCID asks you to sign in there first.',
        todo: 'Begin again; ORCID will show its sign-in page.',
      };
    case 'temporarily_unavailable':
    case 'server_error':
      return {
        status: 400,
        what: 'ORCID has a problem at the moment.',
        todo: 'Wait a minute and begin again.',
      };
    default:
      return {
        status: 400,
        what: `ORCID refused the request${error === null ? '' : ` (${error})`}. Most likely the organisation's credentials are set up wrongly.`,
        todo: 'Tell an administrator of the organisation what this page says.',
      };
  }
}
