/** Whoever asked for an identifier, as CyVerse shows them; an address of theirs only where the asker may see it. */
export type RequesterBody = {
  username: string;
  firstname: string;
  lastname: string;
  name: string;
  email?: string;
  institution: string;
};

export type Requester = {
  orcid: string;
  /** As ORCID gives it; null: they show none. */
  name: string | null;
  email: string | null;
  institution: string;
};

/** @returns the username alone where nothing else is known, as in CyVerse when it cannot look somebody up */
export function presentRequester(requester: Requester): RequesterBody | string {
  const { orcid, name, email, institution } = requester;
  const words = name?.trim().split(/\s+/u) ?? [];
  const last = words.pop();
  if (name === null || last === undefined || last === '') return orcid;
  return {
    username: orcid,
    // ORCID gives a name as one text; what stands last is taken for the family name, which many names do not obey.
    firstname: words.join(' '),
    lastname: last,
    name,
    ...(email === null ? {} : { email }),
    institution,
  };
}
