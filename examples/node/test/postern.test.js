// The OAuth client alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorizeUrl, callApi, codeChallenge, exchangeCode, newAttempt, readCallback } from '../src/postern.js';
import { configFor, fakePostern, granted, TOKEN } from './support/world.js';

const config = configFor('https://postern.example');
const attempt = { state: 'our-state', codeVerifier: 'our-verifier' };
const answer = { state: 'our-state', iss: 'https://postern.example', code: 'poc_1' };
const busy = { status: 503, headers: { 'retry-after': '0' }, body: { error: 'temporarily_unavailable', error_description: 'Busy.' } };

test('the authorize URL asks for a code, with state and an S256 challenge', () => {
  const url = new URL(authorizeUrl(config, attempt));
  assert.equal(url.origin + url.pathname, 'https://postern.example/oauth/authorize');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    response_type: 'code',
    client_id: 'pca_example',
    redirect_uri: 'http://127.0.0.1:4000/callback',
    state: 'our-state',
    code_challenge: codeChallenge('our-verifier'),
    code_challenge_method: 'S256',
  });
});

test('the challenge is the one of RFC 7636 appendix B', () => {
  assert.equal(codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'), 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('no two attempts share a secret', () => {
  const secrets = [newAttempt(), newAttempt()].flatMap(Object.values);
  assert.equal(new Set(secrets).size, 4);
  for (const secret of secrets) assert.match(secret, /^[\w-]{43}$/);
});

test('a callback that answers our attempt gives its code', () => {
  assert.equal(readCallback(config, answer, attempt), 'poc_1');
});

for (const [what, query, code] of [
  ['another state', { ...answer, state: 'theirs' }, 'wrong_state'],
  ['no state', { ...answer, state: undefined }, 'wrong_state'],
  ['the state twice', { ...answer, state: ['our-state', 'our-state'] }, 'wrong_state'],
  ['another issuer', { ...answer, iss: 'https://evil.example' }, 'wrong_issuer'],
  ['no issuer', { ...answer, iss: undefined }, 'wrong_issuer'],
  ['an error from another issuer', { ...answer, iss: 'https://evil.example', error: 'access_denied' }, 'wrong_issuer'],
  ['an error', { ...answer, code: undefined, error: 'access_denied' }, 'access_denied'],
  ['an error beside a code', { ...answer, error: 'invalid_scope' }, 'invalid_scope'],
  ['no code', { ...answer, code: undefined }, 'bad_answer'],
  ['two codes', { ...answer, code: ['poc_1', 'poc_2'] }, 'bad_answer'],
]) {
  test(`a callback with ${what} is refused`, () => {
    assert.throws(() => readCallback(config, query, attempt), { code });
  });
}

test('a callback without an attempt is refused, even without a state', () => {
  assert.throws(() => readCallback(config, { ...answer, state: undefined }, undefined), { code: 'wrong_state' });
});

test('a code is exchanged as JSON, with everything that binds it', async (t) => {
  const postern = await fakePostern(t, granted);
  assert.deepEqual(await exchangeCode(configFor(postern.url), 'poc_1', 'our-verifier'), {
    accessToken: TOKEN,
    organization: 'org_acme',
    cus: 'cus_acme',
    scope: 'posts analytics',
  });
  assert.deepEqual(postern.requests, [{
    method: 'POST',
    url: '/oauth/token',
    type: 'application/json',
    body: {
      grant_type: 'authorization_code',
      code: 'poc_1',
      client_id: 'pca_example',
      client_secret: 'pcs_example',
      redirect_uri: 'http://127.0.0.1:4000/callback',
      code_verifier: 'our-verifier',
    },
  }]);
});

test('503 is tried again, and then works', async (t) => {
  const postern = await fakePostern(t, busy, busy, granted);
  assert.equal((await exchangeCode(configFor(postern.url), 'poc_1', 'v')).accessToken, TOKEN);
  assert.equal(postern.requests.length, 3);
});

test('503 is tried again twice, not more', async (t) => {
  const postern = await fakePostern(t, busy);
  await assert.rejects(exchangeCode(configFor(postern.url), 'poc_1', 'v'), { code: 'temporarily_unavailable' });
  assert.equal(postern.requests.length, 3);
});

test('Retry-After is waited for', async (t) => {
  const postern = await fakePostern(t, { ...busy, headers: { 'retry-after': '1' } }, granted);
  const start = performance.now();
  await exchangeCode(configFor(postern.url), 'poc_1', 'v');
  // A timer may fire a millisecond early.
  assert.ok(performance.now() - start >= 990);
});

test('a Retry-After too long for a browser to wait is not tried again', async (t) => {
  const postern = await fakePostern(t, { ...busy, headers: { 'retry-after': '3600' } });
  await assert.rejects(exchangeCode(configFor(postern.url), 'poc_1', 'v'), { code: 'temporarily_unavailable' });
  assert.equal(postern.requests.length, 1);
});

for (const [what, response] of [
  ['HTML', { status: 502, body: '<h1>Bad gateway</h1>' }],
  ['null', { status: 200, body: 'null' }],
  ['no token', { status: 200, body: { token_type: 'bearer' } }],
  ['a token of another type', { status: 200, body: { ...granted.body, token_type: 'mac' } }],
]) {
  test(`a token endpoint that answers ${what} gives no token`, async (t) => {
    const postern = await fakePostern(t, response);
    await assert.rejects(exchangeCode(configFor(postern.url), 'poc_1', 'v'), { code: 'bad_answer' });
  });
}

test('a redirect does not get the secret', async (t) => {
  const thief = await fakePostern(t, granted);
  const postern = await fakePostern(t, { status: 307, headers: { location: `${thief.url}/oauth/token` }, body: '' });
  await assert.rejects(exchangeCode(configFor(postern.url), 'poc_1', 'v'), { code: 'no_answer' });
  assert.deepEqual(thief.requests, []);
});

test('a silent token endpoint is given up on, and asked once', async (t) => {
  const postern = await fakePostern(t, { silent: true });
  await assert.rejects(exchangeCode(configFor(postern.url), 'poc_1', 'v', { timeout: 100 }), { code: 'no_answer' });
  assert.equal(postern.requests.length, 1);
});

test('a call with a body is JSON, with the token in its header', async (t) => {
  const postern = await fakePostern(t, { status: 201, body: { id: '1' } });
  const answer = await callApi(configFor(postern.url), { accessToken: TOKEN }, 'posts', { method: 'POST', body: { content: 'x' } });
  assert.deepEqual(answer, { status: 201, body: { id: '1' } });
  const [request] = postern.requests;
  assert.deepEqual([request.method, request.url, request.type, request.authorization, request.body],
    ['POST', '/public/v1/posts', 'application/json', `Bearer ${TOKEN}`, { content: 'x' }]);
});

test('a redirect does not get the token', async (t) => {
  const thief = await fakePostern(t, { status: 200, body: {} });
  const postern = await fakePostern(t, { status: 307, headers: { location: `${thief.url}/public/v1/posts` }, body: '' });
  await assert.rejects(callApi(configFor(postern.url), { accessToken: TOKEN }, 'posts'), { code: 'no_answer' });
  assert.deepEqual(thief.requests, []);
});
