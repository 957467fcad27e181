// Apart from the schemas, so that the page can have these values without the schema library.

/** Raised when the two ends would misread each other. */
export const STREAM_PROTOCOL = 1;
export const STREAM_PATH = '/ws';
/** First ws subprotocol offered; the second is `token.<session token>`. */
export const STREAM_SUBPROTOCOL = 'mcp-sec-inspect.v1';
