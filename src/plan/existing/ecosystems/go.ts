import { type Ecosystem, isPlainWord, present } from "../ecosystem.ts";

/** Go: `go.mod`. */
export const go: Ecosystem = {
  languages: ["Go"],
  manifest: /^go\.mod$/,
  frameworks: {
    "github.com/gin-gonic/gin": "Gin",
    "github.com/labstack/echo": "Echo",
    "github.com/go-chi/chi": "Chi",
    "github.com/gofiber/fiber": "Fiber",
    "github.com/wailsapp/wails": "Wails",
    "fyne.io/fyne": "Fyne",
    "github.com/hajimehoshi/ebiten": "Ebitengine",
    "github.com/charmbracelet/bubbletea": "Bubble Tea",
    "github.com/spf13/cobra": "Cobra",
    "github.com/spf13/viper": "Viper",
    "gorm.io/gorm": "GORM",
    "github.com/jackc/pgx": "pgx",
    "github.com/stretchr/testify": "testify",
  },
  read({ manifests, files, layout, hasLike }) {
    const folder = layout.unitTest?.replace(/\/?[^/]*$/, "");
    const tested = files.filter((path) => path.endsWith("_test.go")).map((path) =>
      path.slice(0, path.lastIndexOf("/") + 1)
    );
    const programs = files.filter((path) => /^(?:cmd\/[A-Za-z0-9][\w.-]{0,59}\/)?main\.go$/.test(path));
    const program = programs.length === 1 ? programs[0] : undefined;
    return {
      dependencies: manifests.flatMap(({ text }) => modulesIn(text)),
      own: {},
      usual: present({
        setup: "go mod download",
        test: "go test ./...",
        // Of several packages, the one of a unit is told by its path alone.
        testOne: new Set(tested).size > 1 && !folder?.includes("{name}")
          ? "go test ./..."
          : folder === ""
          ? "go test ."
          : folder !== undefined && isPlainWord(folder)
          ? `go test ./${folder}`
          : undefined,
        lint: hasLike(/^\.golangci\.(?:ya?ml|toml|json)$/) ? "golangci-lint run" : "go vet ./...",
        run: program === undefined ? undefined : `go run ./${program.replace(/\/?main\.go$/, "")}`.replace(/\/$/, ""),
      }),
    };
  },
};

/** The modules that are required themselves, without their version. */
function modulesIn(text: string): string[] {
  return text.split("\n").filter((line) => !line.includes("// indirect")).flatMap((line) =>
    /^\s{0,50}(?:require\s{1,50})?([\w.-]{1,100}\.[a-z]{1,20}\/[\w./-]{1,200})\s+v\d/.exec(line)?.[1] ?? []
  ).map((module) => module.replace(/\/v\d{1,3}$/, ""));
}
