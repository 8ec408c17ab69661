import { jsonb, type Tx } from '../db/index.ts';

/** Whose credentials a call was made with, and for which thing of ours. */
export type InteractionAbout = {
  organisationId: string;
  orcidClientId: string;
  thing: { type: string; id: string } | null;
};

export type NewInteraction = {
  id: string;
  at: Date;
  outside: 'orcid' | 'datacite' | 'smtp';
  subject: string | null;
  about: InteractionAbout | null;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  status: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  error: string | null;
  durationMs: number;
};

export async function insertInteraction(tx: Tx, interaction: NewInteraction): Promise<void> {
  await tx
    .insertInto('interactions')
    .values({
      id: interaction.id,
      at: interaction.at,
      outside: interaction.outside,
      subject: interaction.subject,
      organisation_id: interaction.about?.organisationId ?? null,
      orcid_client_id: interaction.about?.orcidClientId ?? null,
      thing_type: interaction.about?.thing?.type ?? null,
      thing_id: interaction.about?.thing?.id ?? null,
      method: interaction.method,
      url: interaction.url,
      request_headers: jsonb(interaction.requestHeaders),
      request_body: interaction.requestBody,
      status: interaction.status,
      response_headers: interaction.responseHeaders === null ? null : jsonb(interaction.responseHeaders),
      response_body: interaction.responseBody,
      error: interaction.error,
      duration_ms: interaction.durationMs,
    })
    .execute();
}

export async function deleteInteractionsBefore(tx: Tx, before: Date): Promise<number> {
  const result = await tx.deleteFrom('interactions').where('at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
