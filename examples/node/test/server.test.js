// Starting and stopping, as a process.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const credentials = { CLIENT_ID: 'pca_example', CLIENT_SECRET: 'pcs_example' };

test('without credentials it says what to do', async (t) => {
  const { code, stderr } = await ended(start(t, { PORT: '4321' }));
  assert.equal(code, 1);
  assert.match(stderr, /Open http:\/\/localhost:9000 and sign in as ada/);
  assert.match(stderr, /redirect URI http:\/\/127\.0\.0\.1:4321\/callback/);
});

for (const [what, environment] of [
  ['a port that is none', { PORT: 'http' }],
  ['a Postern that would get the secret in the clear', { POSTERN_URL: 'http://postern.example' }],
  ['a Postern that is no URL', { POSTERN_URL: 'postern' }],
]) {
  test(`${what} is one sentence`, async (t) => {
    const { code, stderr } = await ended(start(t, { ...credentials, ...environment }));
    assert.equal(code, 1);
    assert.match(stderr, /^P\w+ is .*\.\n$/);
  });
}

test('a taken port is one sentence', async (t) => {
  const holder = createServer().listen(0, '127.0.0.1');
  t.after(() => holder.close());
  await once(holder, 'listening');
  const { code, stderr } = await ended(start(t, { ...credentials, PORT: String(holder.address().port) }));
  assert.equal(code, 1);
  assert.match(stderr, /^Port \d+ is taken: .*\.\n$/);
});

test('it says when it is ready, and Ctrl-C ends it cleanly', async (t) => {
  const port = await freePort();
  const child = start(t, { ...credentials, PORT: String(port) });
  const [line] = await once(child.stdout, 'data');
  assert.equal(String(line), `ready: http://127.0.0.1:${port}\n`);
  // A browser's kept-open connection must not hold it.
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
  child.kill('SIGINT');
  assert.deepEqual(await ended(child), { code: 0, stderr: '' });
});

function start(t, environment) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/server.js', import.meta.url))], { env: environment });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

async function ended(child) {
  let stderr = '';
  child.stderr.on('data', (chunk) => { stderr += chunk; });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
