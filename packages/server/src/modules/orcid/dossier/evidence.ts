/** What ORCID requires of integrations with its member API, in its order, and what answers it here. */
export type Evidence = {
  requirement: string;
  answer: string;
  /** A path below the address of the service where it can be seen; null where there is nothing to look at. */
  path: string | null;
};

/** @param connect path of the page that explains connecting @param manage path of the administrators' pages */
export function listEvidence(connect: string, manage: string): Evidence[] {
  return [
    {
      requirement: 'iDs are authenticated by OAuth, with an ORCID-branded button',
      answer:
        'People sign in at ORCID with the authorization code flow (state, nonce, PKCE); the id_token is verified.',
      path: connect,
    },
    {
      requirement: 'Redirect addresses are https',
      answer: 'With the production registry the service does not start without an https address.',
      path: `${manage}/credentials`,
    },
    {
      requirement: 'Only scopes that are used are asked for',
      answer: 'Writing facts about the person is asked for only where the organisation does it.',
      path: connect,
    },
    {
      requirement: 'Name, iD and the token response are stored',
      answer: 'The whole response, tokens encrypted with AES-256-GCM, each bound to its row and column.',
      path: `${manage}/people`,
    },
    {
      requirement: 'Nobody searches for or types an iD to authenticate it',
      answer: 'No form has a field for it; an iD that was typed elsewhere is marked as unauthenticated.',
      path: connect,
    },
    {
      requirement: 'People are not asked to change visibility or to make their mail address public',
      answer: 'Visibility is never sent. The mail address is neither asked for nor needed.',
      path: connect,
    },
    {
      requirement: 'iDs are displayed by the guidelines',
      answer: 'Mark and full https address, linked; unauthenticated ones are outlined and say so.',
      path: '/app/orcid',
    },
    { requirement: 'The latest version of the API', answer: 'Record API v3.0, in JSON and XML.', path: null },
    {
      requirement: 'What ORCID is and what it is good for is explained',
      answer: 'Before anybody is sent to ORCID, with what is asked and what is stored.',
      path: connect,
    },
    {
      requirement: 'Items are added by POST and changed by PUT; put codes are stored',
      answer: 'One deposit for each person and thing, with its put code and group id.',
      path: `${manage}/deposits`,
    },
    {
      requirement: 'Calls and answers are logged',
      answer: 'Every one, redacted before it is written; searchable, with a bundle for ORCID’s support.',
      path: `${manage}/log`,
    },
    {
      requirement: 'Errors are explained, with a contact',
      answer:
        'Each refusal is a sentence that says what to do. Pages about connecting and about one’s own record name the ' +
        'contact of the service.',
      path: '/app/orcid',
    },
    {
      requirement: 'Pages for granted and denied, and a way to disconnect',
      answer: 'See the pages below. Disconnecting revokes every token at ORCID.',
      path: '/app/orcid',
    },
  ];
}
