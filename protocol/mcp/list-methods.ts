import type { ListName } from '../inventory.ts';

/** How each list is asked for, and under which key its entries come. */
export const LIST_METHODS: Record<ListName, { method: string; key: string; capability: string }> = {
  tools: { method: 'tools/list', key: 'tools', capability: 'tools' },
  prompts: { method: 'prompts/list', key: 'prompts', capability: 'prompts' },
  resources: { method: 'resources/list', key: 'resources', capability: 'resources' },
  templates: { method: 'resources/templates/list', key: 'resourceTemplates', capability: 'resources' },
};
export const LIST_NAMES: readonly ListName[] = ['tools', 'prompts', 'resources', 'templates'];
