/** JSON-RPC 2.0 section 5.1, and what the revisions of MCP add. Keys are the JSON text of the code. */
const NAMES = new Map<string, string>([
  ['-32700', 'Parse error'],
  ['-32600', 'Invalid Request'],
  ['-32601', 'Method not found'],
  ['-32602', 'Invalid params'],
  ['-32603', 'Internal error'],
  ['-32002', 'Resource not found'],
  ['-32020', 'Header mismatch'],
  ['-32021', 'Missing required client capability'],
  ['-32022', 'Unsupported protocol version'],
  ['-32042', 'URL elicitation required'],
]);

/** What a code means by the specification; by its range where it has no name of its own. */
export function nameOfErrorCode(code: string): string {
  const name = NAMES.get(code);
  if (name !== undefined) return name;
  if (!/^-?\d+$/.test(code)) return 'not a whole number, which a code has to be';
  const value = Number(code);
  if (value >= -32099 && value <= -32000) return 'a server error without a name of its own';
  if (value >= -32768 && value < -32099) return 'reserved by JSON-RPC, without a meaning';
  return 'defined by the server itself';
}
