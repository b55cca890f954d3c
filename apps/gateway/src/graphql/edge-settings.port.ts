/** What the installation decides about the public API. */
export abstract class EdgeSettings {
  abstract readonly production: boolean;
  /** Addresses under which people reach the gateway, /live and /files. */
  abstract readonly publicUrl: string;
  abstract readonly liveUrl: string;
  abstract readonly filesUrl: string;
  abstract readonly maxDepth: number;
  abstract readonly maxAliases: number;
  abstract readonly maxTokens: number;
  abstract readonly maxDirectives: number;
  /** Objects of one response. */
  abstract readonly maxObjects: number;
  /** Root fields an hour; 0 for no limit. */
  abstract readonly pointsPerHour: { readonly key: number; readonly session: number; readonly member: number; readonly company: number; readonly address: number };
}
