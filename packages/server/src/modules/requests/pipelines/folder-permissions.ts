import type { Permission } from '../../data/index.ts';
import type { PermanentIdRequest } from '../request.ts';

/** Who may do what with a folder while a request has it. */
export type Phase =
  /** On its way in or out. */
  | 'moving'
  /** In the hands of requester and curators. */
  | 'review'
  /** Being published. */
  | 'frozen'
  | 'public';

/** The permissions of a sealed folder, which count alone; nothing is granted on its parents. */
export function permissionsIn(
  phase: Phase,
  { requesterId }: Pick<PermanentIdRequest, 'requesterId'>,
): Permission[] {
  const requester = { kind: 'person', accountId: requesterId } as const;
  const curators = { kind: 'group', groupId: 'curators' } as const;
  switch (phase) {
    case 'moving':
      return [
        { principal: requester, level: 'read' },
        { principal: curators, level: 'read' },
      ];
    case 'review':
      return [
        { principal: requester, level: 'write' },
        { principal: curators, level: 'own' },
      ];
    case 'frozen':
      return [
        { principal: requester, level: 'read' },
        { principal: curators, level: 'own' },
      ];
    case 'public':
      return [
        { principal: requester, level: 'read' },
        { principal: curators, level: 'own' },
        { principal: { kind: 'anonymous' }, level: 'read' },
      ];
    default:
      return phase satisfies never;
  }
}
