import { Type } from 'typebox';

/** The id of a request in an address. */
export const RequestParams = Type.Object({ requestId: Type.String({ format: 'uuid' }) });
