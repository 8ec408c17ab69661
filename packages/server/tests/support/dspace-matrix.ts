import type { Callers, ItemBody, Repository } from './dspace.ts';
import type { DspaceAnswer, DspaceClient } from './dspace-client.ts';

/** What the rows of the matrix are asked about; each is there before the first request. */
export type Place = {
  repository: Repository;
  /** Readable by everyone, with a registered DOI and a Handle. */
  registered: ItemBody & { doi: string; handle: string };
  /** Readable by members of its organisation only. */
  restricted: ItemBody;
  /** In the workspace, where an item has no identifier. */
  bare: ItemBody;
  /** A DOI whose item was deleted. */
  deletedDoi: string;
  /** Makes an archived item without a DOI. */
  fresh(): Promise<ItemBody>;
};

/** One row: a request of the data file, who sends it, and how it has to be answered. */
export type MatrixRow = {
  request: string;
  who: string;
  status: number;
  /** Those of ours who stand for `who`. */
  callers: readonly (keyof Callers)[];
  ask(client: DspaceClient, place: Place): Promise<DspaceAnswer>;
  /** Holds the answer to its shape beyond what every refusal and every HAL document has. */
  check?(answer: DspaceAnswer, place: Place, client: DspaceClient): void;
};

export const ANYONE = ['anonymous', 'member', 'outsider', 'admin'] as const;

/** @param path of what is asked, below the root of the API */
export const get =
  (path: (place: Place) => string): MatrixRow['ask'] =>
  (client, place) =>
    client.get(path(place));

export const itemUri = (client: DspaceClient, uuid: string): string => `${client.root}/core/items/${uuid}`;
