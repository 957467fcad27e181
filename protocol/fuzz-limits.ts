// Apart from the schemas, so that the page can have these values without the schema library.

export const FUZZ_LIMITS = {
  budget: 100_000,
  rate: 5000,
  concurrency: 64,
  text: 1_000_000,
};

/** What a run is given where nobody says otherwise; times in ms. */
export const FUZZ_USUAL = { budget: 2000, concurrency: 4, timeout: 10_000, within: 30 * 60_000 };
