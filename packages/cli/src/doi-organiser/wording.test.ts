import { describe, expect, test } from 'vitest';
import {
  actions,
  formatDone,
  formatFailed,
  formatNothingQueued,
  formatQueue,
  listedActions,
} from './wording.ts';

describe('the lines of the organiser', () => {
  test('list queued DOIs as scripts search for them, with a blank after the colon and an empty line at the end', () => {
    expect(
      formatQueue('register', [
        { pid: '10.5072/1', handle: '123/4' },
        { pid: '10.5072/2', handle: null },
      ]),
    ).toBe(
      'DOIs queued for registration: \n' +
        '    doi:10.5072/1 (belongs to item with handle 123/4)\n' +
        '    doi:10.5072/2 (cannot determine handle of assigned object)\n\n',
    );
  });

  test('name each queue that is empty', () => {
    expect(listedActions.map((action) => formatQueue(action, []))).toEqual([
      'There are no DOIs queued for reservation.\n\n',
      'There are no DOIs queued for registration.\n\n',
      'There are no DOIs queued for update.\n\n',
      'There are no DOIs queued for deletion.\n\n',
    ]);
    expect(formatNothingQueued('delete')).toBe(
      'There are no objects in the database that could be processed for deletion.\n',
    );
  });

  test('say what is done in the words of each action', () => {
    expect(actions.map((action) => formatDone(action, '10.5072/1'))).toEqual([
      'Successfully updated metadata of DOI doi:10.5072/1.\n',
      'This identifier : doi:10.5072/1 is successfully reserved.\n',
      'This identifier: doi:10.5072/1 is successfully registered.\n',
      'It was possible to delete this identifier: doi:10.5072/1 online.\n',
    ]);
  });

  test('say what could not be done, and on a line of its own why', () => {
    expect(formatFailed('register', '10.5072/1', 'No answer.')).toBe(
      "It wasn't possible to register this identifier: doi:10.5072/1\n    No answer.\n",
    );
    expect(formatFailed('delete', '10.5072/1', 'No answer.')).toBe(
      "It wasn't possible to delete this identifier: doi:10.5072/1 online.\n    No answer.\n",
    );
  });
});
