// The app over HTTP, as a browser meets it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeChallenge } from '../src/postern.js';
import { Browser, granted, TOKEN, world } from './support/world.js';

const spent = { status: 400, body: { error: 'invalid_grant', error_description: 'The code is <spent>.' } };

test('the front page has the button', async (t) => {
  const { browser } = await world(t, granted);
  const { status, html } = await browser.go('/');
  assert.equal(status, 200);
  assert.match(html, /<a class="button" href="\/connect">Connect with Postern<\/a>/);
});

test('every answer carries the security headers', async (t) => {
  const { browser } = await world(t, granted);
  for (const path of ['/', '/connect', '/callback', '/nowhere']) {
    const { headers } = await browser.go(path);
    assert.match(headers.get('content-security-policy'), /^default-src 'none'; style-src 'sha256-/, path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    assert.equal(headers.get('cache-control'), 'no-store', path);
    assert.equal(headers.get('x-powered-by'), null, path);
  }
});

test('the session cookie comes back from another site, and no script reads it', async (t) => {
  const { browser } = await world(t, granted);
  const { headers } = await browser.go('/connect');
  assert.match(headers.get('set-cookie'), /^example-node-\d+=\S+; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('approving connects, and leaves the callback', async (t) => {
  const { browser, postern } = await world(t, granted);
  const { state, code_challenge: challenge } = await browser.connect();
  const before = browser.cookie;
  const { status, location } = await browser.callback({ code: 'poc_1', state, iss: postern.url });
  assert.deepEqual([status, location], [303, '/']);
  assert.notEqual(browser.cookie, before, 'the session id is a new one');
  assert.equal(codeChallenge(postern.requests[0].body.code_verifier), challenge);

  const { html } = await browser.go('/');
  for (const shown of ['org_acme', 'cus_acme', 'posts analytics', 'pos_Ab12…']) assert.ok(html.includes(shown), shown);
  assert.ok(!html.includes(TOKEN));
});

test('whoever knew the session before connecting does not have it after', async (t) => {
  const { browser, postern, origin } = await world(t, granted);
  const { state } = await browser.connect();
  const attacker = new Browser(origin);
  attacker.cookie = browser.cookie;
  await browser.callback({ code: 'poc_1', state, iss: postern.url });
  assert.match((await attacker.go('/')).html, /Connect with Postern/);
});

test('a state works once', async (t) => {
  const { browser, postern } = await world(t, spent);
  const { state } = await browser.connect();
  const parameters = { code: 'poc_1', state, iss: postern.url };
  assert.equal((await browser.callback(parameters)).status, 303);
  assert.equal((await browser.callback(parameters)).status, 400);
  assert.equal(postern.requests.length, 1);
});

test('a wrong state is refused, and spends the attempt', async (t) => {
  const { browser, postern } = await world(t, granted);
  const { state } = await browser.connect();
  const refused = await browser.callback({ code: 'poc_1', state: 'guess', iss: postern.url });
  assert.equal(refused.status, 400);
  assert.match(refused.html, /wrong_state/);
  assert.equal((await browser.callback({ code: 'poc_1', state, iss: postern.url })).status, 400);
  assert.deepEqual(postern.requests, []);
});

test("a stranger's callback is refused and gets no session", async (t) => {
  const { browser, postern } = await world(t, granted);
  assert.equal((await browser.callback({ code: 'poc_1', iss: postern.url })).status, 400);
  assert.equal(browser.cookie, '');
});

test('an answer of another issuer is not exchanged', async (t) => {
  const { browser, postern } = await world(t, granted);
  const { state } = await browser.connect();
  await browser.callback({ code: 'poc_1', state, iss: 'https://evil.example' });
  assert.match((await browser.go('/')).html, /wrong_issuer/);
  assert.deepEqual(postern.requests, []);
});

test('saying no is told once, kindly', async (t) => {
  const { browser, postern } = await world(t, granted);
  const { state } = await browser.connect();
  const { status, location } = await browser.callback({ error: 'access_denied', state, iss: postern.url });
  assert.deepEqual([status, location], [303, '/']);
  assert.match((await browser.go('/')).html, /You said no/);
  assert.doesNotMatch((await browser.go('/')).html, /You said no/);
});

test("a token endpoint's error is shown, escaped, with advice", async (t) => {
  const { browser, postern } = await world(t, spent);
  const { state } = await browser.connect();
  await browser.callback({ code: 'poc_1', state, iss: postern.url });
  const { html } = await browser.go('/');
  assert.match(html, /<code>invalid_grant<\/code>/);
  assert.match(html, /The code is &#60;spent&#62;\./);
  assert.match(html, /Connect again to get a new one/);
});

test('an error of the redirect cannot write HTML', async (t) => {
  const { browser, postern } = await world(t, granted);
  const { state } = await browser.connect();
  await browser.callback({ error: '<script>', error_description: '"><img>', state, iss: postern.url });
  assert.doesNotMatch((await browser.go('/')).html, /<script|<img/);
});

test('disconnecting gives the token back, and forgets it', async (t) => {
  const { browser, postern } = await world(t, granted, { status: 200, body: {} });
  const { state } = await browser.connect();
  await browser.callback({ code: 'poc_1', state, iss: postern.url });

  const forged = await browser.go('/disconnect', { method: 'POST', headers: { 'sec-fetch-site': 'same-site' } });
  assert.equal(forged.status, 403);
  assert.match((await browser.go('/')).html, /org_acme/);

  assert.equal((await browser.go('/disconnect', { method: 'POST' })).status, 303);
  assert.doesNotMatch((await browser.go('/')).html, /org_acme/);
  const { url, body } = postern.requests.at(-1);
  assert.equal(url, '/oauth/revoke');
  assert.deepEqual(body, { token: TOKEN, client_id: 'pca_example', client_secret: 'pcs_example' });
});

test('a token that could not be given back is not forgotten', async (t) => {
  const { browser, postern } = await world(t, granted, { status: 503, body: { error: 'temporarily_unavailable' } });
  const { state } = await browser.connect();
  await browser.callback({ code: 'poc_1', state, iss: postern.url });
  await browser.go('/disconnect', { method: 'POST' });
  const { html } = await browser.go('/');
  assert.match(html, /org_acme/);
  assert.match(html, /may still work/);
});

test('a call shows the answer, escaped', async (t) => {
  const { browser, postern } = await world(t, granted, { status: 200, body: { integrations: ['<script>'] } });
  await browser.connected(postern);
  const { status, html } = await browser.call('integrations');
  assert.equal(status, 200);
  assert.match(html, /&#34;&#60;script&#62;&#34;/);
  assert.ok(!html.includes(TOKEN));
  assert.deepEqual(postern.requests.at(-1), {
    method: 'GET', url: '/public/v1/integrations', type: undefined, authorization: `Bearer ${TOKEN}`, body: '',
  });
});

test('a permission that is missing is told, and the connection stays', async (t) => {
  const refusal = { status: 403, body: { error: 'insufficient_scope', scope: 'posts', msg: 'No.' } };
  const { browser, postern } = await world(t, granted, refusal);
  await browser.connected(postern);
  assert.equal((await browser.call('posts')).location, '/');
  const { html } = await browser.go('/');
  assert.match(html, /Not done: <code>insufficient_scope<\/code>/);
  assert.match(html, /permission &#34;posts&#34;/);
  assert.match(html, /org_acme/);
});

test('a token that was taken back is forgotten', async (t) => {
  const challenge = { 'www-authenticate': 'Bearer realm="api", error="invalid_token"' };
  const { browser, postern } = await world(t, granted, { status: 401, headers: challenge, body: { error: 'invalid_token', msg: 'Not any more' } });
  await browser.connected(postern);
  await browser.call('posts');
  const { html } = await browser.go('/');
  assert.match(html, /<code>invalid_token<\/code>/);
  assert.doesNotMatch(html, /org_acme/);
});

for (const status of [401, 500, 502, 503, 504]) {
  test(`trouble (${status}) does not disconnect`, async (t) => {
    const { browser, postern } = await world(t, granted, { status, body: { error: 'temporarily_unavailable' } });
    await browser.connected(postern);
    await browser.call('posts');
    const { html } = await browser.go('/');
    assert.match(html, /not_answered/);
    assert.match(html, /org_acme/);
  });
}

test('the browser does not choose what is called, nor does another site', async (t) => {
  const { browser, postern } = await world(t, granted, { status: 200, body: {} });
  const called = () => postern.requests.filter(({ url }) => url !== '/oauth/token');
  await browser.call('posts');
  await browser.connected(postern);
  for (const path of ['../oauth/revoke', '//evil.example', 'posts/../x', '']) await browser.call(path);
  assert.equal((await browser.call('posts', { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.deepEqual(called(), []);
});

test('another host name leads to the one with the cookie', async (t) => {
  const { browser, origin } = await world(t, granted);
  browser.origin = origin.replace('127.0.0.1', 'localhost');
  assert.equal((await browser.go('/connect')).location, `${origin}/`);
});
