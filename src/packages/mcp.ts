/**
 * The one module that imports the MCP SDK: the protocol by which agents use tools. Imported by `devussy mcp` alone.
 * @module
 */
export {
  type CallToolResult,
  isJSONRPCRequest,
  type JSONRPCMessage,
  McpServer,
  parseJSONRPCMessage,
  ResourceNotFoundError,
  ResourceTemplate,
  type Tool,
  type ToolAnnotations,
  type Transport,
} from "npm:@modelcontextprotocol/server@2.4.0";
export { serveStdio } from "npm:@modelcontextprotocol/server@2.4.0/stdio";
