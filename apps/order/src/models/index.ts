export { ModelListeners } from './model-listeners.service.js';
export { ModelStructures, type ModelWithItems } from './model-structures.service.js';
export { ModelsModule } from './models.module.js';
export { itemColumns } from './model-rows.storage.js';
export { modelItemView, modelView, sizeOfItem, type ModelItemRow } from './model.view.js';
export { massOfVolume } from './stock-size.policy.js';
