import type { Rule } from "../../plan/checks/rule.ts";
import type { Finding, UncheckedRule } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import { fingerprints } from "./fingerprint.ts";
import { type CheckedFile, exitCodeOf, jsonText, sentences, slashed, tallyOf, type UnreadFile } from "./report.ts";

/** What a SARIF log says about the tool. */
export interface SarifOptions {
  /** All rules, in the order that results count them. */
  rules: readonly Rule[];
  /** The version of devussy. */
  version: string;
  /** What could not be checked. */
  unread?: readonly UnreadFile[];
  /** What the program ends with. */
  exitCode?: number;
}

/** The kinds of notifications: what is no finding in a plan but must not go unsaid. */
const NOTICES = [
  { id: "rule-off", shortDescription: { text: "A rule was turned off in the configuration." } },
  { id: "rule-not-checkable", shortDescription: { text: "The plan does not tell what a rule needs." } },
  { id: "file-not-read", shortDescription: { text: "A file could not be checked." } },
  { id: "low-score", shortDescription: { text: "The score is under the one that is asked for." } },
];

/**
 * The report as a SARIF 2.1.0 log, which code hosts show beside the files: one run, one result for each finding.
 * Rules that said nothing are notifications, so that nobody takes silence for praise.
 */
export function sarifReport(
  files: readonly CheckedFile[],
  { rules, version, unread = [], exitCode = exitCodeOf(files) }: SarifOptions,
): string {
  const home = `https://jsr.io/@devussy/devussy/${version}`;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprints();
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{
      tool: {
        driver: {
          name: "devussy",
          version,
          informationUri: home,
          rules: rules.map((rule) => descriptorOf(rule, `${home}/docs/RULES.md#${rule.id}`)),
          notifications: NOTICES,
        },
      },
      invocations: [{
        executionSuccessful: unread.length === 0,
        exitCode,
        toolConfigurationNotifications: files.flatMap((file) =>
          file.report.unchecked.map((unchecked) => uncheckedNotice(unchecked, file.path, indexes))
        ),
        toolExecutionNotifications: [
          ...files.filter((file) => tallyOf(file).low).map(lowNotice),
          ...unread.map(unreadNotice),
        ],
      }],
      artifacts: [...new Set(files.map(({ path }) => uriOf(path)))].map((uri) => ({
        location: { uri },
        roles: ["analysisTarget"],
      })),
      results: files.flatMap((file) =>
        file.report.findings.map((finding) =>
          resultOf(finding, file, {
            index: indexes.get(finding.rule),
            fingerprint: fingerprint(uriOf(file.path), finding, file.plan),
          })
        )
      ),
      properties: {
        files: files.map(({ path, format, report: { score }, minScore }) => ({
          uri: uriOf(path),
          format,
          score,
          ...(minScore === undefined ? {} : { minScore }),
        })),
      },
    }],
  });
}

function descriptorOf({ id, severity, demands, why }: Rule, helpUri: string) {
  const help = messageText(`${demands} ${why}`);
  return {
    id,
    shortDescription: { text: messageText(demands) },
    fullDescription: { text: help },
    help: { text: help },
    helpUri,
    defaultConfiguration: { level: severity },
    // GitHub sorts by this one.
    properties: { tags: ["plan"], "problem.severity": severity },
  };
}

function resultOf(
  finding: Finding,
  file: CheckedFile,
  { index, fingerprint }: { index: number | undefined; fingerprint: string },
) {
  const { rule, severity, location, pointer } = finding;
  const place = file.lineOf(pointer);
  return {
    ruleId: rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: severity,
    message: { text: messageText(sentences(finding)) },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: uriOf(place?.path ?? file.path) },
        ...(place === undefined || place.line < 1 ? {} : { region: { startLine: place.line } }),
      },
      logicalLocations: [{ name: shorten(oneLine(location), 500), fullyQualifiedName: pointer }],
    }],
    partialFingerprints: { "devussyFinding/v1": fingerprint },
  };
}

function uncheckedNotice({ rule, off, reason }: UncheckedRule, path: string, indexes: ReadonlyMap<string, number>) {
  const index = indexes.get(rule);
  return {
    descriptor: { id: off ? "rule-off" : "rule-not-checkable" },
    associatedRule: { id: rule, ...(index === undefined ? {} : { index }) },
    level: "note",
    message: { text: messageText(`The rule ${rule} is ${off ? "turned off" : "not checked"}: ${reason}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  };
}

function lowNotice({ path, minScore, report: { score } }: CheckedFile) {
  return {
    descriptor: { id: "low-score" },
    level: "error",
    message: { text: `The score ${score} is under ${minScore}.` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  };
}

function unreadNotice({ file, message, hint }: UnreadFile) {
  return {
    descriptor: { id: "file-not-read" },
    level: "error",
    message: { text: messageText(`${message}. ${hint}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
  };
}

/** A plain text message: braces are doubled as the format demands, and nothing in it is a link. */
function messageText(text: string): string {
  return shorten(oneLine(text), 2000).replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}

/** A path as a URI reference: relative where the path is. */
function uriOf(path: string): string {
  const parts = slashed(path.toWellFormed()).split("/");
  const uri = parts.map((part, at) => at === 0 && /^[a-zA-Z]:$/.test(part) ? part : encodeURIComponent(part)).join("/");
  return /^[a-zA-Z]:\//.test(uri) ? `file:///${uri}` : uri.startsWith("/") ? `file://${uri}` : uri;
}
