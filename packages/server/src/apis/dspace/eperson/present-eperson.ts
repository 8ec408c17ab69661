import type { Actor } from '../../../http/actor.ts';
import { logInIdOf } from '../../../modules/accounts/index.ts';
import type { DspaceApi } from '../frame/api.ts';
import { halLinks } from '../frame/hal.ts';

/** Somebody who logs in, as DSpace describes people. */
export function presentEperson(api: DspaceApi, actor: Actor): object {
  const id = logInIdOf(actor);
  const self = api.href(`/eperson/epersons/${id}`);
  const { name, email, fields } = describe(actor);
  return {
    id,
    uuid: id,
    name,
    handle: null,
    metadata: Object.fromEntries(
      Object.entries({ 'eperson.firstname': name, 'eperson.lastname': '', ...fields })
        .filter(([, value]) => value !== '')
        .map(([field, value]) => [
          field,
          [{ value, language: null, authority: null, confidence: -1, place: 0 }],
        ]),
    ),
    netid: null,
    lastActive: null,
    canLogIn: true,
    email,
    requireCertificate: false,
    selfRegistered: false,
    type: 'eperson',
    _links: halLinks({ groups: `${self}/groups`, self }),
  };
}

function describe(actor: Actor): { name: string; email: string | null; fields: Record<string, string> } {
  switch (actor.kind) {
    case 'operator':
      return { name: 'Operator', email: null, fields: {} };
    case 'person':
      return { name: actor.name ?? actor.orcid, email: null, fields: { 'eperson.orcid': actor.orcid } };
    case 'service-account':
      return { name: actor.title ?? actor.name, email: actor.name, fields: {} };
    default:
      return actor satisfies never;
  }
}
