/** Where programs of each language start by custom, the likelier first; of several alike none is told. */
const ENTRIES: Readonly<Record<string, readonly RegExp[]>> = {
  "TypeScript": [
    /^(?:src\/)?main\.tsx?$/,
    /^(?:src\/)?(?:server|cli|app)\.ts$/,
    /^(?:src\/)?app\/page\.tsx$/,
    /^(?:src\/)?pages\/index\.tsx$/,
    /^app\/root\.tsx$/,
    /^(?:src\/)?(?:index|mod)\.tsx?$/,
  ],
  "JavaScript": [
    /^(?:src\/)?main\.[cm]?jsx?$/,
    /^(?:src\/)?(?:server|cli|app)\.[cm]?js$/,
    /^(?:src\/)?app\/page\.jsx?$/,
    /^(?:src\/)?pages\/index\.jsx?$/,
    /^(?:src\/)?index\.[cm]?jsx?$/,
  ],
  "Python": [
    /^manage\.py$/,
    /^(?:src\/)?[a-z]\w*\/__main__\.py$/,
    /^(?:src\/)?(?:main|app|__main__)\.py$/,
    /^(?:src\/)?[a-z]\w*\/(?:main|app|cli)\.py$/,
  ],
  "Go": [/^main\.go$/, /^cmd\/[^/]+\/main\.go$/],
  "Rust": [/^src\/main\.rs$/, /^src-tauri\/src\/main\.rs$/, /^src\/lib\.rs$/],
  "Java": [/(?:^|\/)(?:\w*Application|Main|App)\.java$/, /(?:^|\/)MainActivity\.java$/],
  "Kotlin": [/(?:^|\/)(?:\w*Application|Main|App)\.kt$/, /(?:^|\/)MainActivity\.kt$/],
  "C#": [/^(?:[^/]+\/){0,2}Program\.cs$/],
  "C++": [/^(?:src\/|app\/)?main\.(?:cpp|cc|cxx)$/, /^src\/[^/]+\/main\.(?:cpp|cc|cxx)$/],
  "C": [/^(?:src\/)?main\.c$/],
  "Ruby": [/^config\/application\.rb$/, /^(?:app|main)\.rb$/, /^lib\/[^/]+\.rb$/],
  "PHP": [/^(?:public|web)\/index\.php$/, /^index\.php$/],
  "Swift": [/^Sources\/[^/]+\/(?:main|entrypoint)\.swift$/, /(?:^|\/)\w+App\.swift$/],
  "Dart": [/^lib\/main\.dart$/, /^bin\/[^/]+\.dart$/],
};

/** The file that starts the program; absent where none is called so, or several are. */
export function entryOf(files: readonly string[], language: string): string | undefined {
  const patterns = Object.hasOwn(ENTRIES, language) ? ENTRIES[language] ?? [] : [];
  for (const pattern of patterns) {
    const found = files.filter((path) => pattern.test(path) && !/[{}]/.test(path));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}
