import { answerIn } from '../codec/check.ts';
import { codecMessages } from '../codec/messages.ts';
import type { DnsPacketSettings } from '../contenders/codec/dns-packet.ts';
import type { Contender } from '../model.ts';
import { nodeContender } from '../run/node-contender.ts';
import { pythonContender } from '../run/python-contender.ts';

const nodeOptions = ['--expose-gc'];

/** The codecs in JavaScript; the first is ours, the second what most people use. */
export function codecContenders(): Contender[] {
  return [
    nodeContender({ name: 'hushdns', module: 'codec/hushdns', nodeOptions }),
    ...(['dns-packet', '@leichtgewicht/dns-packet'] as const).map((name) => {
      const settings: DnsPacketSettings = { package: name };
      return nodeContender({ name, module: 'codec/dns-packet', settings, nodeOptions });
    }),
    nodeContender({ name: 'dns2', module: 'codec/dns2', nodeOptions }),
  ];
}

/** For scale. It is given the messages, and what there is to be read in them. */
export function dnspythonCodec(): Contender {
  const messages = Object.entries(codecMessages);
  return pythonContender({
    name: 'dnspython',
    script: 'dnspython_codec',
    settings: {
      messages: Object.fromEntries(
        messages.map(([name, { text, wire }]) => [name, { text, hex: wire.toString('hex') }]),
      ),
      answers: Object.fromEntries(messages.map(([name, { text }]) => [name, answerIn(text)])),
    },
  });
}
