// Loaded before a server that would ask somebody far away: here nobody answers.
globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
