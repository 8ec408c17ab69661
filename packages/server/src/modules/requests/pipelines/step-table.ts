import { asCurator } from './acting.ts';
import { moveTo } from './move-folder.ts';
import { awaitDraft } from './publishing/await-draft.ts';
import { check } from './publishing/check.ts';
import { complete } from './publishing/complete.ts';
import { freeze } from './publishing/freeze.ts';
import { openPermissions } from './publishing/open-permissions.ts';
import { publish } from './publishing/publish.ts';
import { readBackIdentifier } from './publishing/read-back.ts';
import { reserveIdentifier } from './publishing/reserve-identifier.ts';
import { storeManifest } from './publishing/store-manifest.ts';
import { verifyBytes } from './publishing/verify-bytes.ts';
import { writeAttributes } from './publishing/write-attributes.ts';
import { close } from './returning/close.ts';
import { finish } from './returning/finish.ts';
import { liftFolderSeal } from './returning/lift-folder-seal.ts';
import { releaseName } from './returning/release-folder-name.ts';
import { releaseIdentifier } from './returning/release-identifier.ts';
import { relocate } from './returning/relocate.ts';
import { lock } from './staging/lock.ts';
import { reserveName } from './staging/reserve-name.ts';
import { setPermissions } from './staging/set-permissions.ts';
import { stagedSnapshot } from './staging/staged-snapshot.ts';
import { unlock } from './staging/unlock.ts';
import type { RequestStep, Step } from './step.ts';
import type { Pipeline, StepName, StepOf } from './steps.ts';
import { snapshot } from './take-snapshot.ts';
import { verifyManifest } from './verify-manifest.ts';
import { verifyPermissions } from './verify-permissions.ts';

const staging: Record<StepOf<'staging'>, Step> = {
  lock,
  'reserve-name': reserveName,
  snapshot: stagedSnapshot,
  move: moveTo('staging'),
  'verify-manifest': verifyManifest,
  'set-permissions': setPermissions,
  'verify-permissions': verifyPermissions('review'),
  unlock,
};

const publishing: Record<StepOf<'publishing'>, Step> = {
  freeze: asCurator(freeze),
  check: asCurator(check),
  'verify-bytes': asCurator(verifyBytes),
  snapshot: asCurator(snapshot),
  'reserve-identifier': asCurator(reserveIdentifier),
  'await-draft': asCurator(awaitDraft),
  move: asCurator(moveTo('curated')),
  'verify-manifest': asCurator(verifyManifest),
  'write-attributes': asCurator(writeAttributes),
  'open-permissions': asCurator(openPermissions),
  'verify-permissions': asCurator(verifyPermissions('public')),
  'store-manifest': asCurator(storeManifest),
  publish: asCurator(publish),
  // Announced; from here on it only goes forward, whoever is a curator still.
  'read-back': readBackIdentifier,
  complete,
};

const returning: Record<StepOf<'returning'>, Step> = {
  close,
  'release-identifier': releaseIdentifier,
  relocate,
  'lift-seal': liftFolderSeal,
  'release-name': releaseName,
  finish,
};

const table: Record<Pipeline, Partial<Record<StepName, Step>>> = { staging, publishing, returning };

/** What a step does. @throws Error for a name that this version does not know */
export function findStep({ pipeline, step }: Pick<RequestStep, 'pipeline' | 'step'>): Step {
  const found = table[pipeline][step];
  if (found === undefined) throw new Error(`no step ${step} of ${pipeline}`);
  return found;
}
