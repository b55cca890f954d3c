import { Inject, Injectable, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Door, RPC_OPTIONS, type RpcOptions } from './door.js';
import { Rpc } from './rpc.js';
import { ruleOf } from './rules.js';
import { servedBy } from './serves.js';

/** Refuses to boot with an operation that has no rule, two handlers, or belongs to another service. */
@Injectable()
class ServedOperations implements OnModuleInit {
  constructor(private readonly discovery: DiscoveryService, @Inject(RPC_OPTIONS) private readonly options: RpcOptions) {}

  onModuleInit(): void {
    const errors: string[] = [];
    const seen = new Set<string>();
    for (const { metatype } of this.discovery.getControllers()) {
      if (metatype === null || metatype === undefined) continue;
      for (const op of servedBy(metatype)) {
        if (ruleOf(op.name) === undefined) errors.push(`${op.name} has no rule in the policy table.`);
        if (seen.has(op.name)) errors.push(`${op.name} is served twice.`);
        if (op.service !== this.options.service) errors.push(`${op.name} belongs to ${op.service}, not to ${this.options.service}.`);
        seen.add(op.name);
      }
    }
    if (errors.length > 0) throw new Error(errors.join(' '));
  }
}

class RpcModule {}

/** Calls in both directions: `Rpc` to ask, `@Serves` to answer. */
export function rpcModule(options: RpcOptions): DynamicModule {
  return {
    module: RpcModule, global: true,
    imports: [DiscoveryModule],
    providers: [{ provide: RPC_OPTIONS, useValue: options }, Door, Rpc, ServedOperations],
    exports: [Door, Rpc],
  };
}
