/** Browsers draw nothing below some 17 to 33 million px; a list that would be taller is scrolled in proportion. */
export const TALLEST = 8_000_000;

/** What to draw: rows [first, last), the first one `y` px below the top of the scrolled content. */
export interface RowStretch {
  first: number;
  last: number;
  y: number;
}

/**
 * Scrolling over any number of rows of one height. Positions are in px from the first row; where
 * all rows fit below `TALLEST` they are the browser's own, else they run ahead of them.
 */
export class RowWindow {
  readonly rowHeight: number;
  #count = 0;
  #viewport = 0;
  #scrollTop = 0;
  #position = 0;

  constructor(rowHeight: number) {
    this.rowHeight = rowHeight;
  }

  get position(): number {
    return this.#position;
  }
  /** Height the scrolled content must have. */
  get height(): number {
    return Math.min(TALLEST, this.#fullHeight);
  }
  /** Rows that fit. */
  get page(): number {
    return Math.max(1, Math.floor(this.#viewport / this.rowHeight) - 1);
  }
  /** The most rows that are drawn at once. */
  most(overscan: number): number {
    return Math.ceil(this.#viewport / this.rowHeight) + 1 + 2 * overscan;
  }
  get isAtEnd(): boolean {
    return this.#position >= this.#furthest - 1;
  }

  get #fullHeight(): number {
    return this.#count * this.rowHeight;
  }
  get #furthest(): number {
    return Math.max(0, this.#fullHeight - this.#viewport);
  }
  get #furthestScroll(): number {
    return Math.max(0, this.height - this.#viewport);
  }
  get #isScaled(): boolean {
    return this.#fullHeight > TALLEST;
  }

  /** Other rows or another height; what is at the top stays there as far as it can. */
  resize(count: number, viewport: number): void {
    this.#count = count;
    this.#viewport = viewport;
    this.#position = Math.min(this.#position, this.#furthest);
  }

  /** The browser scrolled. Small steps move by what they are, jumps (the bar was dragged) go in proportion. */
  scrolled(scrollTop: number): void {
    const step = scrollTop - this.#scrollTop;
    this.#scrollTop = scrollTop;
    if (!this.#isScaled) this.#position = scrollTop;
    else if (Math.abs(step) < this.#viewport) this.#step(step);
    else this.#position = this.#within((scrollTop / this.#furthestScroll) * this.#furthest);
  }

  /** Goes to a position. Returns what the browser's scrollTop has to be. */
  goTo(position: number): number {
    this.#position = this.#within(position);
    return this.settle();
  }

  /** Brings the browser's scrollTop back into proportion, which is not seen; returns it. */
  settle(): number {
    if (!this.#isScaled) return (this.#scrollTop = this.#position);
    const inProportion = Math.round((this.#position / this.#furthest) * this.#furthestScroll);
    const least = this.#position > 0 ? 1 : 0;
    const most = this.#furthestScroll - (this.isAtEnd ? 0 : 1);
    return (this.#scrollTop = Math.max(least, Math.min(most, inProportion)));
  }

  /** Small steps have led to an edge of the bar that is not an edge of the rows. */
  get needsSettling(): boolean {
    if (!this.#isScaled) return false;
    const isStuckAbove = this.#scrollTop <= 0 && this.#position > 0;
    return isStuckAbove || (this.#scrollTop >= this.#furthestScroll - 1 && !this.isAtEnd);
  }

  /** Where to go so that the row is in view; undefined when it is. `middle` puts it there. */
  reveal(index: number, middle = false): number | undefined {
    const top = index * this.rowHeight;
    const isAbove = top < this.#position;
    if (!isAbove && top + this.rowHeight <= this.#position + this.#viewport) return undefined;
    if (middle) return top - Math.floor(this.#viewport / 2 / this.rowHeight) * this.rowHeight;
    return isAbove ? top : top + this.rowHeight - this.#viewport;
  }

  stretch(overscan: number): RowStretch {
    const first = Math.max(0, Math.floor(this.#position / this.rowHeight) - overscan);
    const last = Math.min(
      this.#count,
      Math.ceil((this.#position + this.#viewport) / this.rowHeight) + overscan,
    );
    return { first, last, y: first * this.rowHeight - this.#position + this.#scrollTop };
  }

  #step(step: number): void {
    this.#position = this.#within(this.#position + step);
    // At an edge of the bar the browser gives less than was asked for: near it, go all the way.
    if (this.#scrollTop <= 0 && this.#position < this.#viewport) this.#position = 0;
    const isAtEdge = this.#scrollTop >= this.#furthestScroll - 1;
    if (isAtEdge && this.#furthest - this.#position < this.#viewport) this.#position = this.#furthest;
  }

  #within(position: number): number {
    return Math.max(0, Math.min(this.#furthest, position));
  }
}
