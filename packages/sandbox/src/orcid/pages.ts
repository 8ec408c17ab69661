import { orcidToUrl } from '@mintmark/identifiers';
import { type Html, html } from './html.ts';
import type { Person } from './people.ts';

const STYLE: Html = {
  markup: `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1f2933; background: #f4f5f7; }
.notice { background: #7a3e00; color: #fff; padding: .75rem 1rem; text-align: center; }
main { max-width: 30rem; margin: 1.5rem auto; padding: 1.5rem; background: #fff; border: 1px solid #d9dde3; border-radius: .5rem; }
h1 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 1rem; }
h2, legend { font-size: 1rem; font-weight: 600; margin: 0 0 .5rem; padding: 0; }
fieldset { border: 0; margin: 1.25rem 0 0; padding: 0; }
ul { margin: 0; padding-left: 1.25rem; }
label { display: flex; gap: .75rem; align-items: center; padding: .6rem .75rem; margin-bottom: .5rem; border: 1px solid #c3c9d2; border-radius: .4rem; cursor: pointer; }
label:has(:checked) { border-color: #4a6b00; background: #f5f9ea; }
input { width: 1.1rem; height: 1.1rem; flex: none; accent-color: #4a6b00; }
.name { display: block; font-weight: 600; }
.iD { display: block; color: #52606d; font-variant-numeric: tabular-nums; }
.buttons { display: flex; gap: .75rem; margin-top: 1.25rem; }
button { flex: 1; font: inherit; font-weight: 600; padding: .7rem 1rem; border-radius: .4rem; border: 1px solid #4a6b00; cursor: pointer; }
.grant { background: #4a6b00; color: #fff; }
.deny { background: #fff; color: #3d5800; }
:focus-visible { outline: 3px solid #1b66c9; outline-offset: 2px; }
code { overflow-wrap: anywhere; }
@media (max-width: 32rem) { main { margin: 0; border: 0; border-radius: 0; } }
`,
};

/**
 * Renders the page on which a person chooses who they are and grants or denies.
 * `selected` is the iD that is chosen when the page opens; `asked` is what the client asks, one sentence each.
 */
export function renderSignInPage(view: {
  language: string;
  clientName: string;
  asked: readonly string[];
  people: readonly Person[];
  selected: string;
  /** What the client says of the person who is to sign in, in case they register. */
  prefilled: readonly string[];
  formToken: string;
}): string {
  return renderPage(
    'Sign in at the ORCID stand-in',
    html`<h1>${view.clientName} asks you to sign in</h1>
<h2>It asks to</h2>
<ul>${view.asked.map((sentence) => html`<li>${sentence}</li>`)}</ul>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="form_token" value="${view.formToken}">
<fieldset><legend>Who are you today?</legend>
${view.people.map((person) => renderChoice(person, person.orcid === view.selected))}
</fieldset>
${view.prefilled.length === 0 ? html`` : html`<p>A new record would be begun with: ${view.prefilled.join(', ')}.</p>`}
<div class="buttons">
<button class="grant" name="decision" value="grant">Grant access</button>
<button class="deny" name="decision" value="deny">Deny</button>
</div>
</form>`,
    view.language,
  );
}

function renderChoice(person: Person, checked: boolean): Html {
  const attribute = checked ? html` checked` : html``;
  return html`<label><input type="radio" name="orcid" value="${person.orcid}" required${attribute}>
<span><span class="name">${person.name ?? 'Name not public'}</span><span class="iD">${person.orcid}</span></span></label>
`;
}

/** Renders the page for a request that may not be answered with a redirect, or that came too late. */
export function renderProblemPage(title: string, detail: string): string {
  return renderPage(title, html`<h1>${title}</h1><p>${detail}</p>`);
}

/** Renders the public page of an iD. `baseUrl` is the address of the stand-in. */
export function renderPersonPage(person: Person, baseUrl: string): string {
  const name = person.name ?? 'Name not public';
  return renderPage(
    `${name} (${person.orcid})`,
    html`<h1>${name}</h1><p><code>${orcidToUrl(person.orcid, baseUrl)}</code></p>
<p>The public record of an example person. Nothing more is public.</p>`,
  );
}

function renderPage(title: string, content: Html, language = 'en'): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="notice"><strong>This is a stand-in, not ORCID.</strong> It is for trying things out: no
password is asked, and nothing here reaches orcid.org.</header>
<main>
${content}
</main>
</body>
</html>
`.markup;
}
