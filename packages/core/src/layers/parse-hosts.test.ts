import { describe, expect, it } from 'vitest';
import { createResolver } from '../resolver/index.ts';
import { plainServer } from '../testing/server-samples.ts';
import { parseHosts } from './index.ts';

describe('parseHosts (hosts(5))', () => {
  it('reads addresses with all their names, comments, and any line end', () => {
    const text = [
      '\uFEFF127.0.0.1\tlocalhost # the loopback address',
      '# 192.0.2.9 commented',
      '  192.0.2.1   Web.example web',
      '2001:db8::1 web.example. # and IPv6',
      '192.0.2.2 web#glued',
    ].join('\r\n');
    expect([...parseHosts(text)]).toEqual([
      ['localhost', ['127.0.0.1']],
      ['web.example', ['192.0.2.1', '2001:db8::1']],
      ['web', ['192.0.2.1', '192.0.2.2']],
    ]);
  });

  it('leaves out what is no address or no name', () => {
    const text =
      'fe80::1%lo0 localhost\n1.2.3 short\nname name\n192.0.2.1\n192.0.2.2 a..b good __proto__\n\n';
    const hosts = parseHosts(text);
    expect([...hosts.keys()]).toEqual(['good', '__proto__']);
    expect(hosts.get('__proto__')).toEqual(['192.0.2.2']);
  });

  it('makes hosts that a resolver takes', async () => {
    const { transport: upstream, clock, asked } = plainServer('');
    const resolver = createResolver({ upstream, clock, hosts: parseHosts('192.0.2.1 bücher.example') });
    const { records } = await resolver.resolve('xn--bcher-kva.example');
    expect(records[0]?.rdata.address).toBe('192.0.2.1');
    expect(asked()).toEqual([]);
  });
});
