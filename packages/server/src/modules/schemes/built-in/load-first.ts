import type { ApplicationIdentifier, SchemeProfile } from '../../../anchors/scheme-document.ts';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import type { Steward } from '../../../http/steward.ts';
import { addScheme } from '../put-scheme.ts';
import { findSameName, rememberFirstLoad } from '../store.ts';
import { addVocabulary } from '../vocabularies/put-vocabulary.ts';
import { readAnyVocabulary } from '../vocabularies/store.ts';
import { describeGs1 } from './gs1.ts';
import { researchSchemes } from './research.ts';
import { builtInVocabularies } from './vocabularies.ts';

/** A scheme that is loaded at the first start; it belongs to the first organisation, and everyone may use it. */
export type BuiltInScheme = {
  namespace: string;
  title: string;
  profile: SchemeProfile;
  identifiers: readonly ApplicationIdentifier[];
};

const service: Steward = {
  event: { kind: 'service' },
  key: 'service',
  schemes: 'all',
  links: 'all',
  reads: 'all',
  defaultOrganisationId: null,
};

export function listBuiltInSchemes(): BuiltInScheme[] {
  return [describeGs1(), ...researchSchemes];
}

/**
 * Loads the schemes and vocabularies that come with the service, once for each database: what somebody has changed or
 * deleted since stays so at every later start.
 */
export async function loadFirstSchemes(
  ctx: Pick<AppContext, 'config' | 'db' | 'now'>,
  organisationId: string,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    if (!(await rememberFirstLoad(tx, 'schemes', ctx.now()))) return;
    for (const { namespace, title, profile, identifiers } of listBuiltInSchemes()) {
      if ((await findSameName(tx, namespace)) !== null) continue;
      const document = {
        id: `${ctx.config.identifierPath}/${namespace}`,
        namespace,
        namespaceURI: '',
        namespaceProfile: '',
        title,
        profile,
        applicationIdentifiers: [...identifiers],
      };
      await addScheme(tx, ctx, service, null, document, { shared: true, organisationId });
    }
  });
  await transact(ctx.db, async (tx) => {
    if (!(await rememberFirstLoad(tx, 'vocabularies', ctx.now()))) return;
    for (const vocabulary of builtInVocabularies) {
      if ((await readAnyVocabulary(tx, vocabulary.prefix)) !== null) continue;
      await addVocabulary(tx, service, { ...vocabulary, organisationId, at: ctx.now() });
    }
  });
}
