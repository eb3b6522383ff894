import { type Ecosystem, inOrder, present } from "../ecosystem.ts";
import { readToml } from "../toml.ts";

/** Rust: `Cargo.toml`. */
export const rust: Ecosystem = {
  languages: ["Rust"],
  manifest: /^Cargo\.toml$/,
  frameworks: {
    tauri: "Tauri",
    axum: "Axum",
    "actix-web": "Actix Web",
    rocket: "Rocket",
    yew: "Yew",
    leptos: "Leptos",
    bevy: "Bevy",
    egui: "egui",
    eframe: "egui",
    ratatui: "Ratatui",
    clap: "Clap",
    tokio: "Tokio",
    serde: "Serde",
    sqlx: "SQLx",
    diesel: "Diesel",
    rayon: "Rayon",
    "wasm-bindgen": "WebAssembly",
    proptest: "proptest",
  },
  read({ manifests, layout, has, hasLike }) {
    const tables = manifests.map(({ text }) => readToml(text));
    const isWorkspace = tables.some((all) => all.has("workspace"));
    const dependencies = tables.flatMap((all) =>
      [...all].flatMap(([table, entries]) => {
        const [, one] = /(?:^|\.)(?:dev-|build-)?dependencies(?:\.([\w-]{1,100}))?$/.exec(table) ?? [, null];
        return one === null
          ? []
          : one === undefined
          ? [...entries.keys()].map((key) => key.split(".", 1)[0] ?? key)
          : [one];
      })
    );
    const test = /^tests\/([\w{}-]{1,60})\.rs$/.exec(layout.unitTest ?? "")?.[1];
    return {
      dependencies,
      own: {},
      usual: present({
        setup: "cargo fetch",
        test: isWorkspace ? "cargo test --workspace" : "cargo test",
        testOne: test === undefined ? undefined : `cargo test --test ${test}`,
        lint: inOrder(hasLike(/^\.?rustfmt\.toml$/) && "cargo fmt --check", "cargo clippy --all-targets"),
        run: has("src/main.rs") ? "cargo run" : undefined,
      }),
    };
  },
};
