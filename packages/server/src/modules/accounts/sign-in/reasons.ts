import type { SignInFailure } from '@mintmark/orcid';

/**
 * Why a sign-in came to nothing, apart from a plain no. `other-browser`: it was begun in another browser.
 * `expired`: the person took longer than ten minutes. `merged-account`: the account of the iD went into another one. The others are those of `finishSignIn`.
 */
export type FailureReason =
  | Exclude<SignInFailure['reason'], 'denied'>
  | 'other-browser'
  | 'expired'
  | 'merged-account';

/** What the page says, and the status it is sent with. */
export type FailureExplanation = { status: number; what: string; todo: string };

/** Explains a failure to the person in front of the browser, without anything that came from outside. */
export function explainFailure(reason: FailureReason, error: string | null): FailureExplanation {
  switch (reason) {
    case 'state':
      return {
        status: 400,
        what: 'This address belongs to no sign-in that is under way. It may have been used before: each works once.',
        todo: 'Sign in again. Do not reload the page you come back to, and do not use a bookmark of it.',
      };
    case 'other-browser':
      return {
        status: 400,
        what: 'This sign-in was begun in another browser, or this browser keeps no cookies.',
        todo: 'Sign in again here, and allow cookies for this site.',
      };
    case 'expired':
      return {
        status: 400,
        what: 'More than ten minutes went by since you started to sign in.',
        todo: 'Sign in again.',
      };
    case 'merged-account':
      return {
        status: 409,
        what: 'The account of this iD was merged into another one of the same person, after ORCID had merged their records. Nobody was signed in.',
        todo: 'Sign out at ORCID, and sign in with the iD that was kept. All that the other account had is there.',
      };
    case 'expired-code':
      return {
        status: 400,
        what: 'ORCID no longer accepts the code it sent with you. It works once and for a short time.',
        todo: 'Sign in again.',
      };
    case 'id-token':
      return {
        status: 502,
        what: 'What ORCID answered does not prove who you are, so nobody was signed in.',
        todo: 'Sign in again. If it happens twice, tell the operator of this service.',
      };
    case 'unreachable':
      return {
        status: 503,
        what: 'ORCID could not be reached, or did not answer.',
        todo: 'Wait a minute and sign in again.',
      };
    case 'refused':
      return explainRefusal(error);
    default:
      return reason satisfies never;
  }
}

/** Always 400: these errors come in the address of the callback, where anyone can write one. */
function explainRefusal(error: string | null): FailureExplanation {
  switch (error) {
    case 'login_required':
    case 'interaction_required':
      return {
        status: 400,
        what: 'ORCID asks you to sign in there first.',
        todo: 'Sign in again; ORCID will show its sign-in page.',
      };
    case 'temporarily_unavailable':
    case 'server_error':
      return {
        status: 400,
        what: 'ORCID has a problem at the moment.',
        todo: 'Wait a minute and sign in again.',
      };
    default:
      return {
        status: 400,
        what: `ORCID refused the sign-in${error === null ? '' : ` (${error})`}. Most likely this service is set up wrongly.`,
        todo: 'Tell the operator of this service what this page says.',
      };
  }
}
