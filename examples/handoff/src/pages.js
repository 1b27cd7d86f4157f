// The product's pages. What came from outside is either a nonce, whose alphabet is checked, or escaped.

const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const page = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>body{font:1rem/1.5 system-ui;max-width:24rem;margin:4rem auto;padding:0 1rem}
label,input{display:block;width:100%;box-sizing:border-box}input{margin:0 0 1rem;padding:.5rem}button{padding:.5rem 1rem}</style>
<h1>${title}</h1>${body}</html>`;

export const problem = (text) => page('The product', `<p>${escape(text)}</p>`);

export const home = (who) =>
  page('The product', who ? `<p>Signed in as ${escape(who.name)}.</p>` : '<p><a href="/sign-in">Sign in</a></p>');

export const signIn = (nonce, wrong) =>
  page(
    'Sign in',
    `${wrong ? `<p role="alert">${escape(wrong)}</p>` : ''}<form method="post" action="/sign-in">
<input type="hidden" name="nonce" value="${nonce ?? ''}">
<label for="name">Name</label><input id="name" name="name" autocomplete="username" required>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button></form>`,
  );

export const goOn = (who, nonce) =>
  page(
    'Signed in',
    who && nonce
      ? `<p>You are ${escape(who.name)}.</p><p><a id="go-on" href="/postern?postern_nonce=${nonce}">Go on to connect the app</a></p>`
      : '<p><a href="/sign-in">Sign in</a></p>',
  );
