import { type Ecosystem, present } from "../ecosystem.ts";

/** C and C++ with CMake: `CMakeLists.txt`. */
export const cmake: Ecosystem = {
  languages: ["C++", "C"],
  manifest: /^CMakeLists\.txt$/,
  frameworks: {
    qt5: "Qt",
    qt6: "Qt",
    sdl2: "SDL2",
    sfml: "SFML",
    raylib: "raylib",
    opengl: "OpenGL",
    imgui: "Dear ImGui",
    wxwidgets: "wxWidgets",
    curses: "ncurses",
    boost: "Boost",
    opencv: "OpenCV",
    eigen3: "Eigen",
    nlohmann_json: "nlohmann/json",
    json: "nlohmann/json",
    gtest: "GoogleTest",
    googletest: "GoogleTest",
    catch2: "Catch2",
    "(conan)": "Conan",
    "(vcpkg)": "vcpkg",
  },
  read({ manifests, hasLike }) {
    const code = manifests.map(({ text }) => text.replace(/#.*$/gm, "")).join("\n");
    const uses = [
      ...code.matchAll(/\b(?:find_package|FetchContent_Declare|CPMFindPackage)\s{0,20}\(\s{0,20}(\w{1,60})/gi),
    ];
    const isTested =
      /\b(?:enable_testing|add_test|gtest_discover_tests|catch_discover_tests)\s{0,20}\(|\binclude\s{0,20}\(\s{0,20}CTest\b/i
        .test(code);
    return {
      dependencies: [
        ...uses.flatMap(([, name]) => name?.toLowerCase() ?? []),
        ...hasLike(/^conanfile\.(?:txt|py)$/) ? ["(conan)"] : [],
        ...hasLike(/^vcpkg\.json$/) ? ["(vcpkg)"] : [],
      ],
      own: {},
      usual: present({
        setup: "cmake -S . -B build",
        test: isTested ? "cmake --build build && ctest --test-dir build --output-on-failure" : undefined,
        lint: undefined,
        run: undefined,
      }),
    };
  },
};
