/** What all DoH contenders ask with: a POST (RFC 8484 section 4.1). */
export const DOH_PATH = '/dns-query';
const MEDIA_TYPE = 'application/dns-message';

export const dohHeaders: Readonly<Record<'accept' | 'content-type', string>> = {
  accept: MEDIA_TYPE,
  'content-type': MEDIA_TYPE,
};
