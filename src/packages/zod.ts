/**
 * The one module that imports zod: validation of plans, answers and configuration.
 * @module
 */
import { z } from "npm:zod@4.6.7";

// Compiling each schema pays off after thousands of values; a run reads a dozen.
z.config({ jitless: true });

export { z };
