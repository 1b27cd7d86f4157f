// What the tests stand on: a Postern that answers only as told, this app before it, and a browser.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { createApp } from '../../src/app.js';

export const TOKEN = 'pos_Ab12secretsecretsecret';

export const granted = {
  status: 200,
  body: { id: 'org_acme', cus: 'cus_acme', access_token: TOKEN, token_type: 'bearer', scope: 'posts analytics' },
};

/** A token endpoint that gives `answers` in turn, the last one for ever, and keeps what it was asked. */
export async function fakePostern(t, ...answers) {
  const requests = [];
  const server = createServer(async (req, res) => {
    let text = '';
    for await (const chunk of req) text += chunk;
    const { authorization, 'content-type': type } = req.headers;
    requests.push({ method: req.method, url: req.url, type, ...(authorization && { authorization }), body: text && JSON.parse(text) });
    const { status, headers = {}, body, silent } = answers.length > 1 ? answers.shift() : answers[0];
    if (silent) return;
    res.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { url: await listen(t, server), requests };
}

export function configFor(posternUrl, origin = 'http://127.0.0.1:4000') {
  return { posternUrl, clientId: 'pca_example', clientSecret: 'pcs_example', redirectUri: `${origin}/callback`, origin };
}

/** The app before a fake Postern, and one browser that has not been there yet. */
export async function world(t, ...answers) {
  const postern = await fakePostern(t, ...answers);
  const server = createServer();
  const origin = await listen(t, server);
  server.on('request', createApp(configFor(postern.url, origin)));
  return { postern, origin, browser: new Browser(origin) };
}

/** One cookie jar, and no redirect followed unless asked. */
export class Browser {
  cookie = '';

  constructor(origin) {
    this.origin = origin;
  }

  async go(path, options = {}) {
    const url = new URL(path, this.origin);
    const response = await fetch(url, { ...options, redirect: 'manual', headers: { ...options.headers, cookie: this.cookie } });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';')[0];
    const location = response.headers.get('location');
    return { status: response.status, headers: response.headers, location, html: await response.text() };
  }

  /** The button, as far as Postern: the parameters it would see. */
  async connect() {
    const { location } = await this.go('/connect');
    return Object.fromEntries(new URL(location).searchParams);
  }

  /** Connected: the button, and the way back. */
  async connected(postern) {
    const { state } = await this.connect();
    await this.callback({ code: 'poc_1', state, iss: postern.url });
  }

  call(path, headers = {}) {
    return this.go('/call', { method: 'POST', headers, body: new URLSearchParams({ path }) });
  }

  callback(parameters) {
    return this.go(`/callback?${new URLSearchParams(parameters)}`);
  }
}

async function listen(t, server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
