/** Whether a path names a place inside the project: relative, without `..`, writable on the usual systems. */
export function isSafePath(path: string): boolean {
  return path.trim() !== "" && path.length <= 240 && !/^[/\\~]|^[a-zA-Z]:|\\|[\p{Cc}<>"|?*]|:\/\//u.test(path) &&
    !path.split("/").some((part) => part === ".." || part === "." || /[. ]$/.test(part) && part !== "");
}
