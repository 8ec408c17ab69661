import type { Actor } from '../../../http/actor.ts';
import { logInIdOf } from '../../../modules/accounts/index.ts';
import { presentEperson } from '../eperson/present-eperson.ts';
import type { DspaceApi } from '../frame/api.ts';
import { type Embeds, halLinks } from '../frame/hal.ts';

/** Who somebody is, as clients ask before anything else. @param actor null: a stranger */
export function presentStatus(api: DspaceApi, actor: Actor | null, embeds: Embeds): object {
  const links = {
    self: api.href('/authn/status'),
    specialGroups: api.href('/authn/status/specialGroups'),
  };
  if (actor === null) {
    return { okay: true, authenticated: false, type: 'status', _links: halLinks(links) };
  }
  return {
    okay: true,
    authenticated: true,
    authenticationMethod: 'password',
    type: 'status',
    _links: halLinks({ eperson: api.href(`/eperson/epersons/${logInIdOf(actor)}`), ...links }),
    ...(embeds.has('eperson') ? { _embedded: { eperson: presentEperson(api, actor) } } : {}),
  };
}
