export { bootProcess, runProcess, type ProcessPlan, type RunningProcess } from './boot.js';
export { Drain, type StopTaking } from './drain.js';
export { BODY_LIMIT } from './http-edge.js';
export { clientNetwork, networkOf } from './network.js';
export { ownUrl, platformModule, rpcAddresses, type PlatformOptions, type PlatformSettings } from './platform.module.js';
