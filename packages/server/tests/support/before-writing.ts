import { control } from './orcid-deposits.ts';
import type { System } from './start-system.ts';

/**
 * The database, before whose first transaction after another call to ORCID something happens: what ORCID answered is not
 * written yet.
 * @param call.pathPrefix which calls count
 */
export async function beforeWriting(
  system: System,
  call: { pathPrefix: string },
  happens: () => Promise<void>,
): Promise<System['ctx']['db']> {
  const countCalls = async (): Promise<number> => {
    const { items } = await control<{ items: { path: string }[] }>(system, 'GET', 'requests');
    return items.filter(({ path }) => path.startsWith(call.pathPrefix)).length;
  };
  const before = await countCalls();
  let hasHappened = false;
  return new Proxy(system.ctx.db, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name !== 'transaction') return member.bind(target);
      return () => ({
        execute: async (work: Parameters<ReturnType<typeof target.transaction>['execute']>[0]) => {
          if (!hasHappened && (await countCalls()) > before) {
            hasHappened = true;
            await happens();
          }
          return target.transaction().execute(work);
        },
      });
    },
  });
}
