/** Width in px of one character of the code face at 12 px; all are alike. */
export function measureCharacter(): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 7.2;
  context.font = `12px ${getComputedStyle(document.documentElement).getPropertyValue('--font-code')}`;
  return context.measureText('0'.repeat(100)).width / 100;
}

/** Calls back now and again once the code face has been loaded. */
export function whenMeasured(then: (width: number) => void): void {
  then(measureCharacter());
  void document.fonts.ready.then(() => then(measureCharacter()));
}

/** So that no character of two UTF-16 units is cut in half. */
function wholeFrom(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}

/** A text in so many columns: what does not fit goes from the middle, the end keeps its last part. */
export function cutMiddle(text: string, columns: number): string {
  if (text.length <= columns || columns < 4) return text;
  const lastPart = text.length - Math.max(text.lastIndexOf('/'), text.lastIndexOf(' '));
  const tail = Math.max(1, Math.min(lastPart, Math.floor(columns * 0.6)));
  const head = wholeFrom(text, Math.max(1, columns - tail - 1));
  return `${text.slice(0, head)}…${text.slice(wholeFrom(text, text.length - tail))}`;
}
