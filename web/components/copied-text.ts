/** The characters that a chip stands for. */
export function pointsOf(text: string): string {
  const points: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at)!;
    if (point > 0xffff) at++;
    points.push(point.toString(16));
  }
  return points.join(' ');
}

function textOfPoints(points: string): string {
  if (points === '') return '';
  return String.fromCodePoint(...points.split(' ').map((hex) => Number.parseInt(hex, 16)));
}

/** Text as it came, from what is drawn of it: chips give back what they stand for, line numbers nothing. */
export function originalText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  if (!(node instanceof HTMLElement)) return Array.from(node.childNodes, originalText).join('');
  const { points, bytes, uncopied, indent, goesOn } = node.dataset;
  if (points !== undefined) return textOfPoints(points);
  if (bytes !== undefined) return '\ufffd';
  if (uncopied !== undefined) return '';
  const inner = Array.from(node.childNodes, originalText).join('');
  const role = node.getAttribute('role');
  if (role === 'row') return `\n${inner}`;
  if (role === 'gridcell') return `${inner}\t`;
  if (indent === undefined) return inner;
  return goesOn === undefined ? `\n${' '.repeat(Number(indent))}${inner}` : inner;
}

/** Puts the original text on the clipboard when something of a server's is copied. */
export function copyOriginal(event: ClipboardEvent): void {
  const selection = getSelection();
  const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (isField || selection === null || selection.isCollapsed || event.clipboardData === null) return;
  const parts = document.createElement('div');
  for (let k = 0; k < selection.rangeCount; k++) parts.append(selection.getRangeAt(k).cloneContents());
  event.clipboardData.setData('text/plain', originalText(parts).replace(/^\n/, ''));
  event.preventDefault();
}
