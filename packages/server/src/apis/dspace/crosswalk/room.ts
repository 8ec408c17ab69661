import { type DataciteMetadata, validateMetadata } from '@mintmark/datacite';
import type { FieldValue } from '../../../modules/items/index.ts';
import { keyOf } from './values.ts';

/** One entry of the kernel as a field shows it. `index` is its place in the kernel's list. */
export type Slot = { kind: string; index: number; shown: FieldValue };

/** What the kernel would hold of a value: what could be read back, or why it holds nothing. */
export type Projection = { held: true; shown: FieldValue } | { held: false; reason: string };

/** A value that the kernel shall hold, with the index of the entry it comes from. */
export type Wanted = { value: FieldValue; previous: number | null };

/** A property of the kernel, of which each kind (title type, role, relation …) is a list of values. */
export type Room = {
  /** Whether there is one entry at most. */
  single: boolean;
  list(metadata: DataciteMetadata): Slot[];
  project(value: FieldValue, kind: string): Projection;
  /** Replaces all entries of a kind. Entries keep what a field does not show, such as affiliations. */
  put(metadata: DataciteMetadata, kind: string, wanted: readonly Wanted[]): DataciteMetadata;
};

type Lists = {
  [P in keyof DataciteMetadata as NonNullable<DataciteMetadata[P]> extends readonly unknown[]
    ? P
    : never]: DataciteMetadata[P];
};
type ListProperty = keyof Lists;
type EntryOf<P extends ListProperty> = NonNullable<Lists[P]>[number];

/** How the entries of a property are reached. */
type Access<E> = {
  single: boolean;
  get(metadata: DataciteMetadata): readonly E[];
  /** An empty list takes the property away. */
  set(metadata: DataciteMetadata, entries: readonly E[]): DataciteMetadata;
};

/** How one entry of a property is read and written. */
export type Codec<E> = {
  kindOf(entry: E): string;
  /** Null: the entry has nothing that a field shows. */
  read(entry: E): FieldValue | null;
  /**
   * @param previous the entry that the value comes from, whose other parts are kept; null for a new one
   * @returns the entry, not yet checked, or the reason why there is none
   */
  write(value: FieldValue, kind: string, previous: E | null): { entry: E } | { reason: string };
  /** What is left of an entry when its value is taken away; null: nothing. Absent: nothing of any. */
  strip?(entry: E): E | null;
};

/** A room of a property that is a list. */
export function listRoom<P extends ListProperty>(property: P, codec: Codec<EntryOf<P>>): Room {
  return buildRoom(
    {
      single: false,
      get(metadata) {
        return metadata[property] ?? [];
      },
      set(metadata, entries) {
        const { [property]: _, ...others } = metadata;
        return entries.length === 0 ? others : { ...others, [property]: [...entries] };
      },
    },
    codec,
  );
}

/** A room of a property that has one value. */
export function singleRoom<P extends 'publisher' | 'types' | 'language'>(
  property: P,
  codec: Codec<NonNullable<DataciteMetadata[P]>>,
): Room {
  return buildRoom(
    {
      single: true,
      get(metadata) {
        const entry = metadata[property];
        return entry === undefined ? [] : [entry];
      },
      set(metadata, [entry]) {
        const { [property]: _, ...others } = metadata;
        return entry === undefined ? others : { ...others, [property]: entry };
      },
    },
    codec,
  );
}

type Attempt<E> = { held: true; entry: E; shown: FieldValue } | { held: false; reason: string };

function buildRoom<E>(access: Access<E>, codec: Codec<E>): Room {
  const check = (entry: E): { entry: E } | { reason: string } => {
    const result = validateMetadata(access.set({}, [entry]), { level: 'draft' });
    if (!result.ok) return { reason: result.problems[0]?.detail ?? 'DataCite does not take it.' };
    const [normal] = access.get(result.metadata);
    return normal === undefined ? { reason: 'It is empty.' } : { entry: normal };
  };

  const tryOnce = (value: FieldValue, kind: string, previous: E | null): Attempt<E> => {
    if (value.value.trim() === '') return { held: false, reason: 'It is empty.' };
    const written = codec.write(value, kind, previous);
    if ('reason' in written) return { held: false, ...written };
    const checked = check(written.entry);
    if ('reason' in checked) return { held: false, ...checked };
    const shown = codec.kindOf(checked.entry) === kind ? codec.read(checked.entry) : null;
    return shown === null
      ? { held: false, reason: 'DataCite would keep it under another name.' }
      : { held: true, entry: checked.entry, shown };
  };

  /** A language or an authority that the kernel does not take must not keep the value out. */
  const attempt = (value: FieldValue, kind: string, previous: E | null): Attempt<E> => {
    const whole = tryOnce(value, kind, previous);
    if (whole.held || (value.language === null && value.authority === null)) return whole;
    const withoutLanguage = tryOnce({ ...value, language: null }, kind, previous);
    if (withoutLanguage.held) return withoutLanguage;
    const withoutAuthority = tryOnce({ ...value, authority: null }, kind, previous);
    if (withoutAuthority.held) return withoutAuthority;
    const bare = tryOnce({ ...value, language: null, authority: null }, kind, previous);
    return bare.held ? bare : whole;
  };

  /** Whatever entry a value comes from, it reads as a new one would: fields that are kept beside rely on it. */
  const update = (value: FieldValue, kind: string, previous: E | null): E | null => {
    const shownBefore = previous === null ? null : codec.read(previous);
    if (previous !== null && shownBefore !== null && keyOf(shownBefore) === keyOf(value)) return previous;
    const fresh = attempt(value, kind, null);
    if (!fresh.held) return null;
    if (previous === null || shownBefore === null) return fresh.entry;
    if (keyOf(shownBefore) === keyOf(fresh.shown)) return previous;
    const kept = attempt(value, kind, previous);
    return kept.held && keyOf(kept.shown) === keyOf(fresh.shown) ? kept.entry : fresh.entry;
  };

  return {
    single: access.single,
    list(metadata) {
      return access.get(metadata).flatMap((entry, index) => {
        const shown = codec.read(entry);
        return shown === null ? [] : [{ kind: codec.kindOf(entry), index, shown }];
      });
    },
    project(value, kind) {
      const result = attempt(value, kind, null);
      return result.held ? { held: true, shown: result.shown } : result;
    },
    put(metadata, kind, wanted) {
      const old = access.get(metadata);
      const written = wanted.flatMap(({ value, previous }) => {
        const entry = update(value, kind, previous === null ? null : (old[previous] ?? null));
        return entry === null ? [] : [entry];
      });
      const used = new Set(wanted.map(({ previous }) => previous));
      return access.set(metadata, replaceInPlace(old, written, used, kind, codec));
    },
  };
}

/** New entries take the places of the old ones of their kind; what is left over follows the last of them. */
function replaceInPlace<E>(
  old: readonly E[],
  written: readonly E[],
  used: ReadonlySet<number | null>,
  kind: string,
  codec: Codec<E>,
): E[] {
  const isOurs = (entry: E): boolean => codec.kindOf(entry) === kind && codec.read(entry) !== null;
  const last = old.findLastIndex(isOurs);
  const result: E[] = [];
  let next = 0;
  for (const [index, entry] of old.entries()) {
    if (!isOurs(entry)) {
      result.push(entry);
      continue;
    }
    const rest = used.has(index) ? null : (codec.strip?.(entry) ?? null);
    if (rest !== null) {
      result.push(rest);
    } else if (next < written.length) {
      result.push(...written.slice(next, next + 1));
      next += 1;
    }
    if (index === last) {
      result.push(...written.slice(next));
      next = written.length;
    }
  }
  return [...result, ...written.slice(next)];
}
