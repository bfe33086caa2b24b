import { channel } from 'node:diagnostics_channel';
import type { Observer } from '@hushdns/core';

/** Of every kind of event the channel that it is published on. */
const CHANNELS = {
  query: channel('hushdns:query'),
  attempt: channel('hushdns:attempt'),
  cache: channel('hushdns:cache'),
  upstream: channel('hushdns:upstream'),
  pool: channel('hushdns:pool'),
} as const;

/**
 * Publishes events on `node:diagnostics_channel`, and tells the observer given. An event is made only where one of them
 * wants it just now: whoever subscribes later is told from then on.
 */
export function publishing(observer?: Observer): Observer {
  const wanted = (kind: keyof typeof CHANNELS): boolean =>
    observer !== undefined && (observer.wants?.(kind) ?? true);
  const publish: Observer = (event) => {
    // Never throws: Node reports a subscriber's error by itself.
    CHANNELS[event.kind].publish(event);
    return wanted(event.kind) ? observer?.(event) : undefined;
  };
  return Object.assign(publish, {
    wants: (kind: keyof typeof CHANNELS) => CHANNELS[kind].hasSubscribers || wanted(kind),
  });
}
