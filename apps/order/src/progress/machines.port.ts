import type { Actor } from '#contracts';

/** Who knows the machines of companies. */
export abstract class MachinePark {
  /** True for a machine of the actor's company. Throws UNAVAILABLE when nobody can tell now. */
  abstract has(actor: Actor, machineId: string): Promise<boolean>;
}
