import { expect, test } from 'vitest';
import { readTemplate, type TemplateField } from '../template/template.ts';
import { addBlank, readFormAttributes, removeAt, withoutBlanks } from './form-attributes.ts';
import { type FormGroup, layOutForm } from './lay-out-form.ts';

const fields = readTemplate()?.attributes ?? [];
const read = (values: Record<string, string>) => readFormAttributes(new Map(Object.entries(values)), fields);
const save = (values: Record<string, string>) => withoutBlanks(read(values), fields);

test('what a form shows is what it says when it is sent back, to the last attribute', () => {
  const filled = fillIn(fields);
  const { groups } = layOutForm(fields, filled, []);
  const values = new Map<string, string>();
  const collect = (all: readonly FormGroup[]): void => {
    for (const { entries } of all) {
      for (const entry of entries) {
        if (entry.control !== 'none') values.set(entry.path, entry.value);
        collect(entry.groups);
      }
    }
  };
  collect(groups);
  expect(withoutBlanks(readFormAttributes(values, fields), fields)).toEqual(filled);
  expect(new Set([...values.keys()].map((path) => path.replaceAll(/[^\w]/g, '-'))).size).toBe(values.size);
});

test('nothing is said by a form that nobody filled in, whatever it had chosen beforehand', () => {
  const { groups } = layOutForm(fields, [], []);
  const values: Record<string, string> = {};
  const collect = (all: readonly FormGroup[]): void => {
    for (const { entries } of all) {
      for (const entry of entries) {
        values[entry.path] = entry.value;
        collect(entry.groups);
      }
    }
  };
  collect(groups);
  expect(Object.values(values).some((value) => value !== '')).toBe(true);
  expect(save(values)).toEqual([]);
});

test('numbers may have gaps, lines end as they do everywhere, and other names are nobody’s', () => {
  expect(
    save({
      'title[3]': ' B ',
      'title[1]': 'A',
      'description[1]': 'one\r\ntwo',
      'unknown[1]': 'x',
      'title[1]/unknown[1]': 'x',
      'title[x]': 'x',
      title: 'x',
      '__proto__[1]': 'x',
      'title[99999]': 'x',
    }),
  ).toEqual([
    { name: 'title', value: 'A', attributes: [] },
    { name: 'title', value: 'B', attributes: [] },
    { name: 'description', value: 'one\ntwo', attributes: [] },
  ]);
});

test('one more is added, and one is removed, at any depth', () => {
  const typed = read({ 'creator[1]': 'A', 'creator[2]': 'B', 'creator[2]/affiliation[1]': 'X' });
  const more = addBlank(typed, 'creator[2]/affiliation');
  expect(more[1]?.attributes.map(({ value }) => value)).toEqual(['X', '']);
  expect(removeAt(more, 'creator[2]/affiliation[1]')[1]?.attributes.map(({ value }) => value)).toEqual(['']);
  expect(removeAt(typed, 'creator[1]').map(({ value }) => value)).toEqual(['B']);
  expect(addBlank(typed, 'nonsense[').length).toBe(3);
  expect(removeAt(typed, 'creator[9]')).toEqual(typed);
});

test('a problem is shown at its field, however its place is written, and those of no field are left over', () => {
  const attributes = read({ 'creator[1]': 'A', 'creator[2]': 'B', 'title[1]': 'T' });
  const { groups, elsewhere } = layOutForm(fields, attributes, [
    { attribute: 'title', detail: 'about the one title' },
    { attribute: 'creator[2]/nameIdentifier', detail: 'about an iD' },
    { attribute: 'publisher', detail: 'is missing' },
    { attribute: 'nowhere', detail: 'left over' },
  ]);
  const group = (name: string) => groups.find((each) => each.name === name);
  expect(group('title')?.entries[0]?.problems).toEqual(['about the one title']);
  const iD = group('creator')?.entries[1]?.groups.find((each) => each.name === 'nameIdentifier');
  expect([...(iD?.problems ?? []), ...(iD?.entries[0]?.problems ?? [])]).toEqual(['about an iD']);
  expect(group('publisher')?.entries[0]?.problems).toEqual(['is missing']);
  expect(elsewhere.map(({ detail }) => detail)).toEqual(['left over']);
});

/** One of each attribute that requesters fill in, those that can be there twice twice. */
function fillIn(within: readonly TemplateField[]): ReturnType<typeof withoutBlanks> {
  return within
    .filter(({ filledBy }) => filledBy === 'requester')
    .flatMap((field) =>
      Array.from({ length: field.repeatable ? 2 : 1 }, (_, index) => ({
        name: field.name,
        value: field.type === 'group' ? '' : (field.values.at(-1) ?? `${field.name} ${index}`),
        attributes: fillIn(field.attributes),
      })),
    );
}
