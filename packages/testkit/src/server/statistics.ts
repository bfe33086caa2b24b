/** What happened on one protocol since the server started. */
export interface ProtocolStatistics {
  /** Transport connections accepted; on UDP, sockets that sent something. */
  readonly connections: number;
  /** Connections that are open now; on UDP, none. */
  readonly openConnections: number;
  /** The most connections that were open at a time. */
  readonly maxOpenConnections: number;
  /** Full TLS handshakes completed; on QUIC, resumed ones too. */
  readonly handshakes: number;
  /** TLS handshakes that resumed an earlier session; not known on QUIC. */
  readonly resumptions: number;
  readonly queries: number;
  /** The most queries that waited for their reaction at a time. */
  readonly maxOpenQueries: number;
  /** Streams that the client gave up before their reply was complete (HTTP/2 and QUIC). */
  readonly cancelledStreams: number;
  /** The name that each TLS client asked for in its SNI, in the order of the handshakes; undefined for none, and on QUIC, where it is not known. */
  readonly serverNames: readonly (string | undefined)[];
}

/** The counting side of `ProtocolStatistics`. */
export class StatisticsCounter implements ProtocolStatistics {
  connections = 0;
  openConnections = 0;
  maxOpenConnections = 0;
  handshakes = 0;
  resumptions = 0;
  queries = 0;
  openQueries = 0;
  maxOpenQueries = 0;
  cancelledStreams = 0;
  readonly serverNames: (string | undefined)[] = [];

  /** Gives the connection's number. */
  opened(): number {
    this.openConnections++;
    this.maxOpenConnections = Math.max(this.maxOpenConnections, this.openConnections);
    return ++this.connections;
  }

  closed(): void {
    this.openConnections--;
  }

  secured(resumed: boolean, serverName: string | undefined): void {
    if (resumed) this.resumptions++;
    else this.handshakes++;
    this.serverNames.push(serverName);
  }

  asked(): void {
    this.queries++;
    this.openQueries++;
    this.maxOpenQueries = Math.max(this.maxOpenQueries, this.openQueries);
  }

  reacted(): void {
    this.openQueries--;
  }
}
