/** Cheap facts of one JSON-RPC message, read from raw bytes without building a tree. */
export interface MessageHead {
  kind: 'request' | 'notification' | 'result' | 'error' | 'not-rpc';
  /** JSON text of the id as sent, capped at 256 characters. */
  rpcId?: string;
  method?: string;
  /** params.name, params.uri or params.ref.name. */
  name?: string;
  /** JSON text of params._meta.progressToken (requests) or params.progressToken (progress). */
  progressToken?: string;
  /** JSON text of params.requestId of `notifications/cancelled`. */
  cancels?: string;
  /** params._meta["io.modelcontextprotocol/subscriptionId"], JSON text. */
  subscription?: string;
  /** JSON text of params.taskId, result.taskId or result.task.taskId, capped. */
  task?: string;
  /** JSON text of params.requestState or result.requestState of 2026-07-28, capped. */
  requestState?: string;
  /** A request with params.inputResponses. */
  answersInput?: true;
  /** result.resultType of 2026-07-28, decoded: `complete`, `input_required`. */
  resultType?: string;
  errorCode?: string;
  isError?: boolean;
  preview?: string;
  /** Top-level keys that stand more than once; the last one was taken, as most parsers do. */
  repeated?: string[];
}
