/** Markup that is safe to send: text in it has been escaped. */
export type Html = { markup: string };

type Part = string | Html | readonly Html[];

/** Template tag for HTML: escapes every string put in, and joins markup as it is. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Html {
  let markup = literals[0] ?? '';
  parts.forEach((part, index) => {
    markup += toMarkup(part) + (literals[index + 1] ?? '');
  });
  return { markup };
}

function toMarkup(part: Part): string {
  if (typeof part === 'string') return escapeHtml(part);
  if ('markup' in part) return part.markup;
  return part.map((each) => each.markup).join('');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
