/** Token under which the limits and addresses of /live are given. */
export const LIVE_OPTIONS = Symbol('live options');

/** How much one connection, person or company may do. Every number is configuration. */
export interface LiveLimits {
  /** Messages a second of one connection, and how many may come at once. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** Resumes a second of one connection. */
  readonly resumesPerSecond: number;
  /** Attempts to bid a second of one company, in this process. */
  readonly bidsPerSecond: number;
  /** Connections of one person or API key, in this process. */
  readonly connections: number;
  /** Connections of one company and from one network address, in this process; 0 for no limit. */
  readonly connectionsPerCompany: number;
  readonly connectionsPerAddress: number;
  /** Lots and tenders that one connection follows. */
  readonly rooms: number;
  /** Frames and bytes that a client may leave unread. */
  readonly unreadFrames: number;
  readonly unreadBytes: number;
}

export interface LiveOptions extends LiveLimits {
  /** Web addresses whose pages may connect; a client without an Origin is no page. */
  readonly origins: readonly string[];
  /** Proxies of ours before this port; only what they say of an address is believed. */
  readonly trustedProxies: number;
}

export const usualLiveLimits: LiveLimits = {
  messagesPerSecond: 20, messageBurst: 40, resumesPerSecond: 5, bidsPerSecond: 10, connections: 10, connectionsPerCompany: 2_500, connectionsPerAddress: 2_500, rooms: 50, unreadFrames: 64, unreadBytes: 1024 * 1024,
};
