import type { Contender } from "../contender.ts";
import { contenderOf } from "./devussy.ts";

export const contender: Contender = contenderOf("anthropic");
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
