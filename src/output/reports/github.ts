import { counted } from "../../text.ts";
import { bySeverity, type CheckedFile, plainLine, sentences, slashed, tallyOf, type UnreadFile } from "./report.ts";

/** The report as workflow commands of GitHub Actions, one a line: they become annotations of the files. */
export function githubReport(files: readonly CheckedFile[], unread: readonly UnreadFile[] = []): string[] {
  const notRead = unread.map(({ file, message, hint }) =>
    command("error", { file, title: "devussy" }, `${message}. ${hint}`)
  );
  const reports = files.flatMap((file) => {
    const { path, minScore, report: { score, findings, unchecked } } = file;
    const { errors, warnings, low } = tallyOf(file);
    const skipped = unchecked.length === 0
      ? ""
      : `; not checked: ${
        unchecked.map(({ rule, off, reason }) => `${rule} (${off ? "turned off: " : ""}${reason})`).join(", ")
      }`;
    return [
      ...bySeverity(findings).map((finding) => {
        const place = file.lineOf(finding.pointer);
        return command(
          finding.severity,
          { file: place?.path ?? path, line: place?.line, title: finding.rule },
          // The annotation stands at its place: foreign locations name it again.
          `${finding.location.replace(/ \([^()]*:\d+\)$/, "")}: ${sentences(finding)}`,
        );
      }),
      ...(low ? [command("error", { file: path, title: "score" }, `The score ${score} is under ${minScore}.`)] : []),
      command(
        "notice",
        { file: path, title: "devussy" },
        `score ${score}, ${counted(errors, "error")}, ${counted(warnings, "warning")}${skipped}`,
      ),
    ];
  });
  return [...reports, ...notRead];
}

interface Properties {
  file: string;
  line?: number | undefined;
  title: string;
}

function command(name: "error" | "warning" | "notice", { file, line, title }: Properties, data: string): string {
  const properties = [
    `file=${property(slashed(file))}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${property(title)}`,
  ];
  return `::${name} ${properties.join(",")}::${escaped(plainLine(data, 2000))}`;
}

/** As the runner reads it back: the percent sign first, then what would end the line. */
function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** The value of a property also hides what would end it. */
function property(text: string): string {
  return escaped(plainLine(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
