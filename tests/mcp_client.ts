/**
 * The MCP SDK's own client: what agents' programs are made with.
 * @module
 */
export {
  type CallToolResult,
  Client,
  type JSONRPCMessage,
  type Transport,
} from "npm:@modelcontextprotocol/client@2.4.0";
