// Starts the app: configuration from the environment, loopback only, a clean stop.

import { createApp } from './app.js';

const config = readConfig(process.env);
const server = createApp(config).listen(config.port, '127.0.0.1', (error) => {
  if (error?.code === 'EADDRINUSE') fail(`Port ${config.port} is taken: start again with another one, PORT=${config.port + 1} npm start.`);
  if (error) fail(`Cannot listen on ${config.origin}: ${error.message}.`);
  console.log(`ready: ${config.origin}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => process.exit());
    server.closeAllConnections();
  });
}

function readConfig({ POSTERN_URL = 'http://localhost:9000', PORT = '4000', CLIENT_ID, CLIENT_SECRET }) {
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) fail(`PORT is ${PORT}: it has to be a number from 1 to 65535.`);
  // Not `localhost`, where Postern is: a real client lives on another site, and so does this one.
  const origin = `http://127.0.0.1:${port}`;
  const redirectUri = `${origin}/callback`;

  const posternUrl = POSTERN_URL.replace(/\/+$/, '');
  if (!mayCarrySecrets(posternUrl)) {
    fail(`POSTERN_URL is ${POSTERN_URL}: it has to be an https URL, or http on localhost.`);
  }
  if (!CLIENT_ID || !CLIENT_SECRET) {
    fail(`This app needs a client id and a client secret from Postern:
  1. Open ${posternUrl} and sign in as ada.
  2. Register an app with the redirect URI ${redirectUri}
  3. Start again: CLIENT_ID=pca_… CLIENT_SECRET=pcs_… npm start`);
  }
  return { posternUrl, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri, origin, port };
}

/** In the clear, the client secret must not leave this machine (RFC 6749 §3.2: TLS). */
function mayCarrySecrets(url) {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
