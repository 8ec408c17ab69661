/**
 * What a notice or mail says, before it is text or HTML: both are made of the same words. Strings may be anybody's; they
 * are shown as they are, without what would change how the rest is shown.
 */
export type Block =
  | { kind: 'paragraph'; text: string }
  /** Short facts with their names. */
  | { kind: 'facts'; facts: readonly { name: string; value: string }[] }
  /** Somebody's own words. */
  | { kind: 'quote'; by: string; text: string }
  | { kind: 'list'; items: readonly string[] };

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** Facts without those that there are none of. */
export function facts(given: Readonly<Record<string, string | null>>): Block {
  return {
    kind: 'facts',
    facts: Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
  };
}

/** Plain text, paragraphs apart by an empty line; what was quoted is marked as in mails (RFC 3676 section 4.5). */
export function renderText(blocks: readonly Block[]): string {
  return blocks.map(renderTextBlock).join('\n\n');
}

function renderTextBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return tameLine(block.text);
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}: ${tameLine(value)}`).join('\n');
    case 'quote':
      return [`${tameLine(block.by)} wrote:`, ...tameLines(block.text).map((line) => `> ${line}`)].join('\n');
    case 'list':
      return block.items.map((item, index) => `${index + 1}. ${tameLine(item)}`).join('\n');
    default:
      return block satisfies never;
  }
}

/** A fragment of HTML without pictures, styles and links: nothing in it was anybody's mark-up. */
export function renderHtml(blocks: readonly Block[]): string {
  return blocks.map(renderHtmlBlock).join('\n');
}

function renderHtmlBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${showLine(block.text)}</p>`;
    case 'facts':
      return `<dl>\n${block.facts
        .map(({ name, value }) => `<dt>${escapeHtml(name)}:</dt>\n<dd>${showLine(value)}</dd>`)
        .join('\n')}\n</dl>`;
    case 'quote':
      return `<p>${showLine(block.by)} wrote:</p>\n<blockquote>${tameLines(block.text)
        .map(escapeHtml)
        .join('<br>\n')}</blockquote>`;
    case 'list':
      return `<ol>\n${block.items.map((item) => `<li>${showLine(item)}</li>`).join('\n')}\n</ol>`;
    default:
      return block satisfies never;
  }
}

/** Text for an element or a quoted attribute (HTML, section 13.3). */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * One line of somebody's words. Line ends and other control characters would begin lines of their own; bidirectional
 * controls (UAX 9 section 2) would reorder what stands around it.
 */
export function tameLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Bidi_Control}]/gu, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** The beginning of a text that is too long. @param limit in UTF-16 units */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`;
}

function tameLines(text: string): string[] {
  return text
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(tameLine);
}

function showLine(text: string): string {
  return escapeHtml(tameLine(text));
}
