import type { EventActor } from '../../events.ts';

/** What stands for somebody where CyVerse has a username: a person's ORCID iD, else what they are called. */
export function presentUsername(actor: EventActor): string {
  switch (actor.kind) {
    case 'person':
      return actor.orcid;
    case 'organisation-key':
    case 'service-account':
      return actor.name;
    case 'operator':
      return 'operator';
    case 'service':
      return 'mintmark';
    default:
      return actor satisfies never;
  }
}
