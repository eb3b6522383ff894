/** The one module that imports zod: validation of plans, answers and configuration. */
export { z } from "npm:zod@4.6.7";
