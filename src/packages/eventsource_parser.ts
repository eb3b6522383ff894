/**
 * The one module that imports eventsource-parser: Server-Sent Events framing.
 * @module
 */
export { createParser, type EventSourceParser } from "npm:eventsource-parser@4.1.3";
