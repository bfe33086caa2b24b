/**
 * `npm start`: without arguments the demo (a DNS server of our own on loopback, asked over every transport);
 * with arguments, as in `npm start -- example.com MX --upstream quic://dns.adguard-dns.com`, the hushdns command.
 */
import { join } from 'node:path';
import { finishWith, prepare, readManifest } from './workspace.mjs';

const commandArguments = process.argv.slice(2);

prepare();
if (commandArguments.length === 0) finishWith('scripts/demo.mjs', []);
else finishWith(join('packages/hushdns', readManifest('packages', 'hushdns').bin.hushdns), commandArguments);
