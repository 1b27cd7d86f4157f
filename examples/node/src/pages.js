// The pages: functions from plain values to a string of HTML.

import { createHash } from 'node:crypto';

const style = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem; color: #1d2330 }
  a.button, button { display: inline-block; font: inherit; padding: .6rem 1.1rem; border: 0; border-radius: .5rem;
    background: #2f4ad0; color: #fff; text-decoration: none; cursor: pointer }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.5rem }
  dt { color: #5a6275 } dd { margin: 0; overflow-wrap: anywhere }
  form { margin: 1rem 0 } pre { overflow-x: auto; padding: 1rem; background: #f4f5f8 }
  .notice { padding: .8rem 1.1rem; border-left: .3rem solid #d08a2f; background: #fdf6ec }`;

/** No script, no foreign content, no frame; the one stylesheet is allowed by its hash. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function homePage({ problem }) {
  return page('Connect', html`
    ${problem ? notice(problem) : ''}
    <h1>An app that works with Postern</h1>
    <p>It asks Postern for access. You sign in there, and you decide there.</p>
    <p><a class="button" href="/connect">Connect with Postern</a></p>`);
}

export function connectedPage({ connection, problem, callable, posternUrl }) {
  return page('Connected', html`
    ${problem ? notice(problem) : ''}
    <h1>Connected</h1>
    <dl>
      <dt>Organization</dt><dd><code>${connection.organization}</code></dd>
      <dt>Billing customer</dt><dd><code>${connection.cus ?? 'none'}</code></dd>
      <dt>Scope</dt><dd><code>${connection.scope}</code></dd>
      <dt>Token</dt><dd><code>${tokenHint(connection.accessToken)}</code></dd>
    </dl>
    <form method="post" action="/call">${list(callable.map((path) =>
      html`<button name="path" value="${path}">Call <code>${path}</code></button> `))}</form>
    <form method="post" action="/disconnect"><button>Disconnect</button></form>
    <p>Disconnecting gives this token back. To take back your approval of this app, with every token it has,
      see your <a href="${posternUrl}/settings/approved-apps">approved apps</a>.</p>`);
}

export function answerPage({ path, answer }) {
  return page('The answer', html`
    <h1>The API answered</h1>
    <p><code>GET /public/v1/${path}</code></p>
    <pre>${JSON.stringify(answer, null, 2)}</pre>
    <p><a class="button" href="/">Back</a></p>`);
}

export function problemPage(problem) {
  return page('Not connected', html`${notice(problem)}<p><a class="button" href="/">Start again</a></p>`);
}

export function plainPage(title) {
  return page(title, html`<h1>${title}</h1><p><a href="/">Back to the start</a></p>`);
}

const advice = {
  wrong_state: 'Nothing was connected. It happens when a callback is opened twice, or in another browser.',
  wrong_issuer: 'Nothing was connected. POSTERN_URL must be the URL that Postern calls itself.',
  invalid_client: 'Check CLIENT_ID and CLIENT_SECRET. If the secret was rotated, start this app with the new one.',
  invalid_token: 'The approval was taken back, or this token was. Connect again to get a new one.',
  insufficient_scope: 'You did not allow that. The connection works for everything you did allow.',
  not_answered: 'The connection is as good as before. Try again in a minute.',
  invalid_grant: 'A code works once, within ten minutes. Connect again to get a new one.',
  invalid_scope: "Postern does not allow this app that scope. Look at the app's permissions there.",
  temporarily_unavailable: 'Postern has trouble right now. Connect again in a minute.',
  no_answer: 'Is Postern running, and is POSTERN_URL right? Then connect again.',
};

/** Problems of a call, not of connecting. */
const ofTheApi = new Set(['insufficient_scope', 'not_answered']);

function notice({ code, description }) {
  if (code === 'access_denied') {
    return html`<div class="notice"><strong>You said no.</strong>
      That is fine: nothing was shared, and you can change your mind.</div>`;
  }
  return html`<div class="notice"><strong>${ofTheApi.has(code) ? 'Not done' : 'Not connected'}: <code>${code}</code></strong><br>
    ${description}<br>${advice[code] ?? 'Connect again. If it stays, this app has to be corrected.'}</div>`;
}

/** A token's first characters name its kind and its app. What follows is a secret. */
function tokenHint(token) {
  return `${token.slice(0, 8)}…`;
}

function page(title, body) {
  return String(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${new Html(style)}</style></head>
<body>${body}</body>
</html>
`);
}

class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

function list(parts) {
  return new Html(parts.join(''));
}

/** A template whose every value is escaped, unless it came out of such a template itself. */
export function html(strings, ...values) {
  return new Html(String.raw({ raw: strings }, ...values.map(escape)));
}

function escape(value) {
  if (value instanceof Html) return value.text;
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
