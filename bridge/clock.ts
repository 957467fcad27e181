/** Time is passed in, so that a test can hold it still. */
export interface Clock {
  /** ms since the epoch, with fractions. */
  wall(): number;
  /** ms on a clock that never jumps. */
  mono(): number;
}
