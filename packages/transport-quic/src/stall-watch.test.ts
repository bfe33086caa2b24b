import { VirtualClock } from '@hushdns/core/testing';
import { describe, expect, it } from 'vitest';
import { StallWatch } from './stall-watch.ts';

/** A watch over a connection whose facts a test sets. */
function lab(): {
  clock: VirtualClock;
  watch: StallWatch;
  connection: { lastReceivedAtMs: number; held: boolean; sentAtMs: number[] };
  said: string[];
} {
  const clock = new VirtualClock();
  const said: string[] = [];
  const connection = { lastReceivedAtMs: 0, held: false, sentAtMs: [] as number[] };
  const watched = {
    get lastReceivedAtMs() {
      return connection.lastReceivedAtMs;
    },
    get held() {
      return connection.held;
    },
    underway: (before = Infinity) => connection.sentAtMs.filter((atMs) => atMs <= before).length,
    ping: () => said.push(`ping at ${clock.now()}`),
    dead: () => said.push(`dead at ${clock.now()}`),
    stalled: () => said.push(`stalled at ${clock.now()}`),
  };
  return { clock, watch: new StallWatch(watched, clock), connection, said };
}

describe('StallWatch', () => {
  it('pings a connection that is silent for a second, and takes it for dead after another', async () => {
    const { clock, watch, connection, said } = lab();
    connection.sentAtMs.push(0);
    watch.start();
    await clock.advance(5_000);
    expect(said).toEqual(['ping at 1000', 'dead at 2000']);
    expect(clock.timers).toBe(0);
  });

  it('does so although its callers gave up and asked again', async () => {
    const { clock, watch, connection, said } = lab();
    for (let turn = 0; turn < 4; turn++) {
      connection.sentAtMs = [clock.now()];
      watch.start();
      await clock.advance(600);
      connection.sentAtMs = [];
    }
    expect(said).toEqual(['ping at 1000', 'dead at 2000']);
  });

  it('is content with a server that answers the ping, however long its answers take', async () => {
    const { clock, watch, connection, said } = lab();
    connection.sentAtMs.push(0, 0, 0);
    watch.start();
    for (let second = 1; second <= 10; second++) {
      await clock.advance(1_000);
      if (said.at(-1) === `ping at ${clock.now()}`) connection.lastReceivedAtMs = clock.now() + 1;
    }
    expect(said.filter((each) => !each.startsWith('ping'))).toEqual([]);
  });

  it('sends new queries elsewhere where many are overdue and none is answered', async () => {
    const { clock, watch, connection, said } = lab();
    connection.sentAtMs.push(0, 0, 0, 0);
    watch.start();
    connection.lastReceivedAtMs = 10;
    await clock.advance(1_000);
    expect(said).toEqual(['stalled at 1000']);
  });

  it('takes no queries for overdue that were just sent, and no connection for stalled that answers others', async () => {
    const { clock, watch, connection, said } = lab();
    connection.sentAtMs.push(0);
    watch.start();
    await clock.advance(990);
    connection.sentAtMs.push(990, 990, 990);
    connection.lastReceivedAtMs = 995;
    await clock.advance(10);
    connection.lastReceivedAtMs = 1_500;
    watch.answered();
    await clock.advance(1_000);
    expect(said).toEqual([]);
  });

  it('sends new queries elsewhere where one old query holds the others up', async () => {
    const { clock, watch, connection, said } = lab();
    connection.sentAtMs.push(0);
    connection.held = true;
    connection.lastReceivedAtMs = 900;
    watch.start();
    connection.lastReceivedAtMs = 950;
    watch.answered();
    await clock.advance(1_000);
    expect(said).toEqual(['stalled at 1000']);
  });

  it('rests once all is answered', async () => {
    const { clock, watch, connection, said } = lab();
    watch.start();
    connection.lastReceivedAtMs = 5;
    await clock.advance(1_000);
    expect([clock.timers, said]).toEqual([0, []]);
  });
});
