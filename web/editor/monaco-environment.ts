// What Monaco may do in this page; set before any of its modules is evaluated. Import it first.
/** The name is in the Content-Security-Policy that the bridge sends. */
const POLICY = 'mcp-sec-inspect-editor';

/** Where Monaco makes elements of strings it has escaped itself. Nothing else gets a policy. */
const MAY_MAKE_ELEMENTS = new Set([
  'editorViewLayer',
  'domLineBreaksComputer',
  'richScreenReaderContent',
  'diffEditorWidget',
]);

interface PolicyRules {
  createHTML?(html: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: PolicyRules): unknown;
}
interface Environment {
  getWorker(): never;
  createTrustedTypesPolicy(name: string, rules: PolicyRules): unknown;
}

const page = globalThis as { MonacoEnvironment?: Environment; trustedTypes?: PolicyFactory };

page.MonacoEnvironment = {
  getWorker() {
    throw new Error('the editor works without a worker; a feature that wants one was added');
  },
  createTrustedTypesPolicy(name, rules) {
    const createHTML = rules.createHTML?.bind(rules);
    if (!MAY_MAKE_ELEMENTS.has(name) || createHTML === undefined) return undefined;
    return page.trustedTypes?.createPolicy(POLICY, { createHTML });
  },
};

const nonce = document.querySelector<HTMLElement>('[nonce]')?.nonce ?? '';
const create = document.createElement.bind(document) as (name: string, options?: unknown) => HTMLElement;

/** Monaco writes its colours into style blocks of its own, which need the nonce of this answer. */
function createWithNonce(name: string, options?: unknown): HTMLElement {
  const element = create(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}
document.createElement = createWithNonce;
