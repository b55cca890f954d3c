export { EdgeModule } from './graphql.module.js';
export { EdgeSettings } from './edge-settings.port.js';
