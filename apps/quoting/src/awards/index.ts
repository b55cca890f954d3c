/** The door of awards: nobody in this service builds on them; order hears of them by `quoting.award.accepted.v1`. */
export { awardLifecycle } from './award.lifecycle.js';
export { AwardsModule } from './awards.module.js';
