/**
 * What the published JSON Schema of SARIF 2.1.0 demands of the parts that devussy writes, and how to check it. Of each
 * object only the properties stand here that are written; any other one is reported, as the schema would allow some of
 * them but nobody has looked.
 * @module
 */
import assert from "node:assert/strict";

type Kind =
  | "string"
  | "boolean"
  | "integer"
  | "index"
  | "line"
  | "uri"
  | "uri-reference"
  | "bag"
  | "strings"
  | readonly string[]
  | { of: string }
  | { list: string | readonly string[]; unique?: boolean };

interface Definition {
  required?: readonly string[];
  /** At least one of these. */
  any?: readonly string[];
  properties: Readonly<Record<string, Kind>>;
}

const level = ["none", "note", "warning", "error"];
const DEFINITIONS: Readonly<Record<string, Definition>> = {
  log: {
    required: ["version", "runs"],
    properties: { $schema: "uri", version: ["2.1.0"], runs: { list: "run" } },
  },
  run: {
    required: ["tool"],
    properties: {
      tool: { of: "tool" },
      invocations: { list: "invocation" },
      artifacts: { list: "artifact", unique: true },
      results: { list: "result" },
      properties: "bag",
    },
  },
  tool: { required: ["driver"], properties: { driver: { of: "toolComponent" } } },
  toolComponent: {
    required: ["name"],
    properties: {
      name: "string",
      version: "string",
      informationUri: "uri",
      rules: { list: "reportingDescriptor", unique: true },
      notifications: { list: "reportingDescriptor", unique: true },
    },
  },
  reportingDescriptor: {
    required: ["id"],
    properties: {
      id: "string",
      shortDescription: { of: "multiformatMessageString" },
      fullDescription: { of: "multiformatMessageString" },
      help: { of: "multiformatMessageString" },
      helpUri: "uri",
      defaultConfiguration: { of: "reportingConfiguration" },
      properties: "bag",
    },
  },
  reportingConfiguration: { properties: { level } },
  multiformatMessageString: { required: ["text"], properties: { text: "string" } },
  message: { any: ["text", "id"], properties: { text: "string" } },
  artifact: {
    properties: { location: { of: "artifactLocation" }, roles: { list: ["analysisTarget"], unique: true } },
  },
  artifactLocation: { properties: { uri: "uri-reference" } },
  invocation: {
    required: ["executionSuccessful"],
    properties: {
      executionSuccessful: "boolean",
      exitCode: "integer",
      toolConfigurationNotifications: { list: "notification" },
      toolExecutionNotifications: { list: "notification" },
    },
  },
  notification: {
    required: ["message"],
    properties: {
      descriptor: { of: "reportingDescriptorReference" },
      associatedRule: { of: "reportingDescriptorReference" },
      level,
      message: { of: "message" },
      locations: { list: "location", unique: true },
    },
  },
  reportingDescriptorReference: { any: ["index", "guid", "id"], properties: { id: "string", index: "index" } },
  result: {
    required: ["message"],
    properties: {
      ruleId: "string",
      ruleIndex: "index",
      level,
      message: { of: "message" },
      locations: { list: "location" },
      partialFingerprints: "strings",
    },
  },
  location: {
    properties: {
      physicalLocation: { of: "physicalLocation" },
      logicalLocations: { list: "logicalLocation", unique: true },
    },
  },
  physicalLocation: {
    any: ["address", "artifactLocation"],
    properties: { artifactLocation: { of: "artifactLocation" }, region: { of: "region" } },
  },
  region: { properties: { startLine: "line" } },
  logicalLocation: { properties: { name: "string", fullyQualifiedName: "string" } },
};

/** Fails where a value is no SARIF log of this kind. */
export function assertSarif(value: unknown): void {
  object(value, "log", "log");
}

function object(value: unknown, name: string, at: string): void {
  const definition = DEFINITIONS[name];
  assert.ok(definition !== undefined, name);
  const entries = entriesOf(value, at);
  const keys = entries.map(([key]) => key);
  for (const key of definition.required ?? []) assert.ok(keys.includes(key), `${at} needs ${key}`);
  assert.ok(definition.any === undefined || definition.any.some((key) => keys.includes(key)), `${at} needs one of any`);
  for (const [key, inner] of entries) {
    const kind = definition.properties[key];
    assert.ok(kind !== undefined, `${at}.${key} is no known property`);
    check(inner, kind, `${at}.${key}`);
  }
}

function check(value: unknown, kind: Kind, at: string): void {
  if (Array.isArray(kind)) assert.ok(kind.includes(value), at);
  else if (typeof kind === "object" && "of" in kind) object(value, kind.of, at);
  else if (typeof kind === "object" && "list" in kind) {
    assert.ok(Array.isArray(value), at);
    for (const [index, entry] of value.entries()) {
      if (typeof kind.list === "string") object(entry, kind.list, `${at}[${index}]`);
      else check(entry, kind.list, `${at}[${index}]`);
    }
    const distinct = new Set(value.map((entry) => JSON.stringify(entry)));
    assert.ok(kind.unique !== true || distinct.size === value.length, `${at} has twins`);
  } else if (kind === "bag") entriesOf(value, at);
  else if (kind === "strings") {
    for (const [key, text] of entriesOf(value, at)) {
      check(text, "string", `${at}.${key}`);
    }
  } else if (kind === "boolean") assert.equal(typeof value, "boolean", at);
  else if (kind === "integer" || kind === "index" || kind === "line") {
    assert.ok(Number.isInteger(value), at);
    assert.ok(Number(value) >= (kind === "line" ? 1 : kind === "index" ? -1 : -Infinity), at);
  } else {
    assert.ok(typeof value === "string", at);
    if (kind === "uri") assert.ok(URL.canParse(value) && URI.test(value), at);
    // A colon in the first part would make it a scheme.
    if (kind === "uri-reference") assert.ok(URI.test(value) && !/^(?!file:)[^/]*:/.test(value), `${at}: ${value}`);
  }
}

/** The characters that a URI may have (RFC 3986). */
const URI = /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*$/;

function entriesOf(value: unknown, at: string): [string, unknown][] {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value), `${at} is no object`);
  return Object.entries(value);
}
