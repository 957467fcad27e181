/** What a person may put text into takes it as text. */
const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:input|textarea)$/i.test(target.localName));

function refuse(event: DragEvent): void {
  // Whoever wants what is dropped has said so before it came up to here.
  if (event.defaultPrevented || takesText(event.target)) return;
  event.preventDefault();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
}

/** A link or a file that is dropped where nobody wants it is opened by the browser: here it leads nowhere. */
export function refuseDrops(): void {
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
}
