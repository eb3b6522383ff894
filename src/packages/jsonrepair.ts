/**
 * The one module that imports jsonrepair: JSON as models write it (comments, trailing commas, single quotes) made JSON.
 * @module
 */
export { jsonrepair } from "npm:jsonrepair@3.15.0";
