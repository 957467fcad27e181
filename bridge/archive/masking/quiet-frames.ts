/** Numbers of frames in which nothing telling was found, one bit each. */
export class QuietFrames {
  #bits = new Uint8Array(1024);

  add(seq: number): void {
    const byte = seq >> 3;
    if (byte >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[byte]! |= 1 << (seq & 7);
  }

  has(seq: number): boolean {
    return ((this.#bits[seq >> 3] ?? 0) & (1 << (seq & 7))) !== 0;
  }
}
