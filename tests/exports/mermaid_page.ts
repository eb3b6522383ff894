/** The beginning of a script that has `mermaid`, which wants a page; linkedom is one without a screen. */
export const WITH_MERMAID = `
import { parseHTML } from "npm:linkedom@0.18.12";
const { window, document } = parseHTML("<html><body></body></html>");
for (const name of ["DocumentFragment", "HTMLTemplateElement", "Node", "Element", "HTMLFormElement", "DOMParser"]) {
  globalThis[name] = window[name];
}
globalThis.NodeFilter = { SHOW_ELEMENT: 1, SHOW_TEXT: 4, SHOW_CDATA_SECTION: 8, SHOW_PROCESSING_INSTRUCTION: 64, SHOW_COMMENT: 128 };
globalThis.NamedNodeMap = class {};
Object.assign(globalThis, { window, document });
const { default: mermaid } = await import("npm:mermaid@11.12.1");
`;
