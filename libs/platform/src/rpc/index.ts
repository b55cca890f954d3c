export { Door, type Answer, type RpcOptions } from './door.js';
export { policyTable, registerRules, ruleOf } from './rules.js';
export { Rpc, type CallOptions } from './rpc.js';
export { rpcModule } from './rpc.module.js';
export { Serves, servedBy } from './serves.js';
export { rpcTransport, serverOptions, type RpcAddress, type RpcTransport } from './transport.js';
export { readInput } from './validation.js';
