import type { MembershipRole } from '../../../../http/actor.ts';
import { readFields } from '../../../accounts/index.ts';
import { type PidType, pidTypes } from '../../../pids/index.ts';
import type { Shoulder } from '../../shoulder.ts';
import { PURPOSE_LIMIT } from '../requests/schema.ts';
import { MINTER_LIMIT, type SettingsInput, TEXT_LIMIT, TITLE_LIMIT } from '../settings.ts';
import { typeNames } from '../type-names.ts';
import { roleNames } from './describe.ts';
import { emptyForm, type Form, hasProblems, type Problems, readTexts, readWords } from './form.ts';

/** What the page of a form says of the registrar of DOIs: a repository, or this for none. */
const NO_REGISTRAR = 'none';

const roles = Object.keys(roleNames) as MembershipRole[];
const ORCID_CHARACTERS = 40;
const WISH_LIMIT = 100;

const settingLimits = {
  title: TITLE_LIMIT,
  purpose: TEXT_LIMIT,
  default_target: 2048,
  persistence: TEXT_LIMIT,
  minters: MINTER_LIMIT * ORCID_CHARACTERS,
  quota: 20,
  registrar_account: WISH_LIMIT,
};
const namingLimits = { prefix: WISH_LIMIT, shoulder: WISH_LIMIT, template: WISH_LIMIT };

export type ReadSettings = {
  form: Form;
  settings: SettingsInput & { registrarAccount?: string | null };
  /** What the field of people was read as, line by line. */
  minters: readonly string[];
};

/** Reads the part of a form that says what may change about a shoulder; all of it is there, and an empty field is null. */
export function readSettingsForm(input: unknown, type: PidType): ReadSettings {
  const { values, problems } = readTexts(input, settingLimits);
  const minterRoles = roles.filter((role) => readFields(input, 'minter_roles').includes(role));
  const minters = readWords(values.minters ?? '');
  if (minters.length > MINTER_LIMIT) problems.minters = [`Name ${MINTER_LIMIT} people or fewer.`];
  const quota = values.quota ?? '';
  const isQuota = quota === '' || (/^\d+$/.test(quota) && Number.isSafeInteger(Number(quota)));
  if (!isQuota) problems.quota = ['Give a whole number, or leave it empty for no limit.'];
  const registrar = values.registrar_account ?? '';
  if (isRegistrable(type) && registrar === '') {
    problems.registrar_account = ['Choose who registers these DOIs.'];
  }
  return {
    form: { values, ticked: tickedRoles(minterRoles), problems },
    minters,
    settings: {
      title: orNull(values.title),
      purpose: orNull(values.purpose),
      defaultTarget: orNull(values.default_target),
      persistence: orNull(values.persistence),
      minterRoles,
      minters,
      quota: quota === '' ? null : Number(quota),
      ...(registrar === '' ? {} : { registrarAccount: registrar === NO_REGISTRAR ? null : registrar }),
    },
  };
}

/** The form as a shoulder is now. */
export function settingsFormOf(
  shoulder: Shoulder,
  repositoryId: string | null,
  orcidEnvironment: string,
): Form {
  return {
    values: {
      version: String(shoulder.version),
      template: shoulder.template ?? '',
      title: shoulder.title ?? '',
      purpose: shoulder.purpose ?? '',
      default_target: shoulder.defaultTarget ?? '',
      persistence: shoulder.persistence ?? '',
      minters: shoulder.minters
        .filter((each) => each.orcidEnvironment === orcidEnvironment)
        .map((each) => each.orcid)
        .join('\n'),
      quota: shoulder.quota === null ? '' : String(shoulder.quota),
      registrar_account: repositoryId ?? (isRegistrable(shoulder.type) ? NO_REGISTRAR : ''),
    },
    ticked: tickedRoles(shoulder.minterRoles),
    problems: {},
  };
}

function tickedRoles(chosen: readonly MembershipRole[]): string[] {
  return chosen.map((role) => `minter_roles=${role}`);
}

/** A form that was overtaken: as it was sent, with what each field says otherwise now, and ready to be saved again. */
export function showDifferences(sent: Form, present: Form): Form {
  const problems: Problems = {
    form: [
      'Someone else changed this shoulder meanwhile. Below is what you sent, and where it differs, what is saved now. Saving again replaces that.',
    ],
  };
  const { version = '', ...values } = present.values;
  for (const [field, now] of Object.entries(values)) {
    const value = sent.values[field];
    if (value === undefined || value === now) continue;
    if (field === 'minters' && readWords(now).join() === readWords(value).join()) continue;
    problems[field] = [now === '' ? 'It is empty now.' : `It says now: ${now}`];
  }
  if ([...sent.ticked].sort().join() !== [...present.ticked].sort().join()) {
    const roles = roleOptions.filter((each) => present.ticked.includes(`minter_roles=${each.value}`));
    const now = roles.map((each) => each.text).join(', ');
    problems.minter_roles = [`Ticked now: ${now === '' ? 'none' : now}`];
  }
  return { values: { ...sent.values, version }, ticked: sent.ticked, problems };
}

/** How names are to look; an empty template is random DOI suffixes. */
export function readNamingForm(input: unknown): {
  values: Form['values'];
  problems: Problems;
  naming: { prefix: string; shoulder: string; template: string | null };
} {
  const { values, problems } = readTexts(input, namingLimits);
  const { prefix = '', shoulder = '', template = '' } = values;
  if (prefix === '') problems.prefix = ['Give the prefix that all its names start with.'];
  return { values, problems, naming: { prefix, shoulder, template: orNull(template) } };
}

/** What a member asks for. */
export type WishForm = {
  form: Form;
  wish: {
    organisation?: string;
    type: PidType;
    prefix: string | null;
    shoulder: string | null;
    template: string | null;
    purpose: string;
  } | null;
};

export function readWishForm(input: unknown): WishForm {
  const { values, problems } = readTexts(input, {
    organisation: WISH_LIMIT,
    type: WISH_LIMIT,
    ...namingLimits,
    purpose: PURPOSE_LIMIT,
  });
  const { organisation = '', prefix, shoulder, template, purpose = '' } = values;
  const type = readType(values.type);
  if (type === null) problems.type = ['Choose one of the types offered.'];
  if (purpose.length < 3) problems.purpose = ['Say in a sentence what the identifiers are for.'];
  const form = { values, ticked: [], problems };
  if (type === null || hasProblems(problems)) return { form, wish: null };
  return {
    form,
    wish: {
      ...(organisation === '' ? {} : { organisation }),
      type,
      prefix: orNull(prefix),
      shoulder: orNull(shoulder),
      template: orNull(template),
      purpose,
    },
  };
}

export function readType(text: string | undefined): PidType | null {
  return pidTypes.find((each) => each === text) ?? null;
}

/** Whether a registrar can know of names of this type. */
export function isRegistrable(type: PidType): boolean {
  return type === 'doi' || type === 'igsn';
}

/** The types, to choose from. */
export const typeOptions = pidTypes.map((type) => ({
  value: type,
  text: `${typeNames[type].name}: ${typeNames[type].meaning}`,
}));

/** The template that the form of a new shoulder begins with; '' is random DOI suffixes. */
export const firstTemplate: Record<PidType, string> = { doi: '', igsn: '', ark: 'eedk', handle: '.zd' };

/** The form of a new shoulder: open to all members, as it is when nobody says otherwise. */
export const newShoulderForm: Form = { ...emptyForm, ticked: tickedRoles(roles) };

/** Who can register DOIs of an organisation, to choose from. */
export function registrarOptions(repositoryIds: readonly string[]): { value: string; text: string }[] {
  return [
    { value: '', text: 'Choose' },
    ...repositoryIds.map((id) => ({ value: id, text: `DataCite, repository ${id}` })),
    { value: NO_REGISTRAR, text: 'Nobody: they resolve here only' },
  ];
}

/** The roles, to tick. */
export const roleOptions = roles.map((role) => ({ value: role, text: roleNames[role] }));

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
