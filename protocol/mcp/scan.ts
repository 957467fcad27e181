/** Cheap facts of one JSON-RPC message, read from raw bytes without building a tree. */
export interface MessageHead {
  kind: 'request' | 'notification' | 'result' | 'error' | 'not-rpc';
  /** JSON text of the id as sent, capped at 256 characters. */
  rpcId?: string;
  method?: string;
  /** params.name, params.uri or params.ref name. */
  name?: string;
  /** JSON text of params._meta.progressToken (requests) or params.progressToken (progress). */
  progressToken?: string;
  /** JSON text of params.requestId of `notifications/cancelled`. */
  cancels?: string;
  /** params._meta["io.modelcontextprotocol/subscriptionId"], JSON text. */
  subscription?: string;
  errorCode?: string;
  isError?: boolean;
  preview?: string;
}

/** What a scan of one payload found. A payload may hold a batch, or several messages in a row. */
export interface Scan {
  form: 'single' | 'batch' | 'several' | 'not-json';
  messages: MessageHead[];
  /** Messages beyond the first 64 are counted, not kept. */
  count: number;
  /** First complaint of the reader: where and what, when the bytes are not JSON. */
  complaint?: string;
  /** false when reading stopped at the 64 MiB cap. */
  whole: boolean;
  /** First few hundred characters as text, for frames that are not JSON. */
  text?: string;
}
