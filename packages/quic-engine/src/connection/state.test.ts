import { expect, test } from 'vitest';
import { QuicError } from '../errors.ts';
import { CONNECTING, type ConnectionState, type ConnectionTransition, transition } from './state.ts';

const first = new QuicError('closed', 'first');
const second = new QuicError('closed', 'second');
const connected: ConnectionTransition = { name: 'handshake-complete' };
const ended: ConnectionTransition = { name: 'ended', error: first };
const endedAgain: ConnectionTransition = { name: 'ended', error: second };
const released: ConnectionTransition = { name: 'released' };

function after(...steps: ConnectionTransition[]): ConnectionState {
  return steps.reduce(transition, CONNECTING);
}

test.each<[steps: ConnectionTransition[], expected: ConnectionState]>([
  [[], { name: 'connecting' }],
  [[connected], { name: 'established' }],
  [[ended], { name: 'closing', error: first }],
  [[connected, ended], { name: 'closing', error: first }],
  [[connected, ended, released], { name: 'closed', error: first }],
  [[released], { name: 'connecting' }],
  [[connected, released], { name: 'established' }],
  [[ended, connected], { name: 'closing', error: first }],
  [[ended, endedAgain], { name: 'closing', error: first }],
  [[ended, released, endedAgain, connected], { name: 'closed', error: first }],
])('after %j', (steps, expected) => {
  expect(after(...steps)).toEqual(expected);
});
