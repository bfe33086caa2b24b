import { describe, expect, it } from 'vitest';
import { aboutQuestion } from './about-question.ts';
import { AllUpstreamsError, DnsError, TimeoutError, WireError } from './index.ts';

const cause = new Error('what the system said');
const timeout = new TimeoutError({ phase: 'receive', protocol: 'tls', endpoint: 'tls://192.0.2.1', cause });

describe('aboutQuestion', () => {
  it('says what was asked, in an error of the same class and with the same fields', () => {
    const about = aboutQuestion(timeout, 'www.example.', 'A');
    expect(about).toBeInstanceOf(TimeoutError);
    expect(about).toBeInstanceOf(Error);
    expect(about).toMatchObject({
      name: 'TimeoutError',
      code: 'ETIMEOUT',
      message: 'www.example. A: tls://192.0.2.1: receive: the deadline passed',
      hostname: 'www.example.',
      type: 'A',
      phase: 'receive',
      endpoint: 'tls://192.0.2.1',
      cause,
    });
    expect((about as Error).stack).toContain('about-question.test.ts');
  });

  it('does not change the original, which may be the error of other questions too', () => {
    aboutQuestion(timeout, 'www.example.', 'A');
    expect(timeout.hostname).toBeUndefined();
    expect(timeout.message).toBe('tls://192.0.2.1: receive: the deadline passed');
  });

  it('keeps what each class has', () => {
    const all = aboutQuestion(new AllUpstreamsError([timeout]), 'a.', 'A');
    expect(all).toMatchObject({ errors: [timeout], name: 'AllUpstreamsError' });
    const wire = aboutQuestion(new WireError('odd', 12), 'a.', 'A');
    expect(wire).toMatchObject({ offset: 12 });
    expect(wire).not.toHaveProperty('cause');
    expect(all).not.toBeInstanceOf(WireError);
    expect(all).toBeInstanceOf(DnsError);
  });

  it('leaves alone what knows its question, and what is no DNS error', () => {
    const about = aboutQuestion(timeout, 'a.', 'A');
    expect(aboutQuestion(about, 'b.', 'A')).toBe(about);
    expect(aboutQuestion('enough', 'b.', 'A')).toBe('enough');
  });
});
