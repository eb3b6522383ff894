import type { StackProfile } from "../types.ts";

/** C++17 or later with CMake, CTest and GoogleTest. */
export const cpp: StackProfile = {
  id: "cpp",
  name: "C++",
  aliases: ["c++", "cpp", "c++17", "c++20", "c++23", "modern c++"],
  naming: { app: "snake", unit: "snake" },
  layout: {
    manifest: "CMakeLists.txt",
    entry: "src/main.cpp",
    unit: "src/{name}.cpp",
    unitTest: "tests/{name}_test.cpp",
    smokeTest: "tests/smoke_test.cpp",
  },
  scaffold: [".gitignore", "tests/CMakeLists.txt", ".clang-format", ".clang-tidy"],
  commands: {
    setup: "cmake -S . -B build -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
    test: "cmake --build build && ctest --test-dir build --output-on-failure --no-tests=error",
    testOne:
      "cmake --build build --target {name}_test && ctest --test-dir build --output-on-failure --no-tests=error -R '^{name}_test$'",
    lint:
      "git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror && git ls-files 'src/*.cpp' | xargs clang-tidy --quiet -p build",
    run: "cmake --build build && ./build/{app}",
    build: "cmake -S . -B build-release -DCMAKE_BUILD_TYPE=Release && cmake --build build-release",
  },
  tools: [
    { name: "CMake", why: "it builds on every platform and finds dependencies" },
    {
      name: "CTest",
      why: "it runs one test program per file in tests, each added in tests/CMakeLists.txt under its file's name",
    },
    { name: "GoogleTest", why: "it is the usual test library and works with CTest" },
    { name: "clang-format", why: "it keeps one code format" },
    { name: "clang-tidy", why: "it finds likely bugs with the compiler's own understanding" },
  ],
  release: "Build Release binaries for each platform and attach them with checksums to a tagged release.",
  frameworks: [
    {
      name: "Qt",
      aliases: ["qt6", "qt5", "qt 6", "qt 5", "qt widgets", "qml"],
      why: "it makes desktop windows on every platform",
      layout: { page: "src/ui/{name}.cpp", pageTest: "tests/{name}_test.cpp" },
      commands: {
        test:
          "cmake --build build && QT_QPA_PLATFORM=offscreen ctest --test-dir build --output-on-failure --no-tests=error",
        testOne:
          "cmake --build build --target {name}_test && QT_QPA_PLATFORM=offscreen ctest --test-dir build --output-on-failure --no-tests=error -R '^{name}_test$'",
      },
    },
    {
      name: "SDL2",
      aliases: ["sdl", "sdl 2", "sdl3", "sdl 3"],
      why: "it opens a window, draws and reads input",
      commands: {
        test:
          "cmake --build build && SDL_VIDEODRIVER=dummy ctest --test-dir build --output-on-failure --no-tests=error",
        testOne:
          "cmake --build build --target {name}_test && SDL_VIDEODRIVER=dummy ctest --test-dir build --output-on-failure --no-tests=error -R '^{name}_test$'",
      },
    },
    {
      name: "PlatformIO",
      aliases: ["platform io", "arduino", "esp32", "esp8266"],
      why: "it builds the firmware, fetches its libraries and runs unit tests on the computer",
      layout: {
        manifest: "platformio.ini",
        unit: "lib/{name}/{name}.cpp",
        unitTest: "test/test_{name}/test_{name}.cpp",
        smokeTest: "test/test_smoke/test_smoke.cpp",
      },
      commands: {
        setup: "pio pkg install",
        test: "pio test -e native",
        testOne: "pio test -e native -f test_{name}",
        lint: "pio check --fail-on-defect=high",
        run: "pio run -t upload && pio device monitor",
        build: "pio run",
      },
      replaces: [
        "CMake",
        "CTest",
        "GoogleTest",
        "clang-format",
        "clang-tidy",
        "tests/CMakeLists.txt",
        ".clang-format",
        ".clang-tidy",
      ],
    },
    { name: "Arduino", aliases: ["arduino framework"], why: "its libraries drive the pins and sensors" },
    { name: "SFML", why: "it draws 2D graphics and plays sound" },
    { name: "raylib", why: "it draws and reads input for games with few functions" },
    { name: "OpenGL", why: "it draws 3D scenes with the graphics card" },
    { name: "Dear ImGui", aliases: ["imgui"], why: "it draws tool windows inside a program" },
    { name: "wxWidgets", why: "it makes desktop windows with the system's own controls" },
    { name: "ncurses", aliases: ["curses library"], why: "it draws full-screen terminal programs" },
    {
      name: "Boost",
      ambiguous: true,
      aliases: ["boost.asio", "boost asio", "boost libraries"],
      why: "it adds networking, parsing and containers to the standard library",
    },
    { name: "OpenCV", why: "it reads and processes images and video" },
    { name: "Eigen", why: "it computes with vectors and matrices" },
    { name: "nlohmann/json", aliases: ["nlohmann json"], why: "it reads and writes JSON" },
    { name: "GoogleTest", aliases: ["gtest", "google test"], why: "it is the usual test library and works with CTest" },
    {
      name: "Catch2",
      aliases: ["catch 2"],
      why: "it is a test library with plain-text test names",
      replaces: ["GoogleTest"],
    },
    { name: "CMake", why: "it builds on every platform and finds dependencies" },
    {
      name: "Conan",
      ambiguous: true,
      aliases: ["conan 2", "conan package manager"],
      why: "it fetches and builds C++ libraries",
      commands: {
        setup:
          "conan profile detect --exist-ok && conan install . --output-folder=build --build=missing -s build_type=Debug && cmake -S . -B build -DCMAKE_TOOLCHAIN_FILE=conan_toolchain.cmake -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
        build:
          "conan install . --output-folder=build-release --build=missing -s build_type=Release && cmake -S . -B build-release -DCMAKE_TOOLCHAIN_FILE=conan_toolchain.cmake -DCMAKE_BUILD_TYPE=Release && cmake --build build-release",
      },
      scaffold: ["conanfile.txt"],
    },
    {
      name: "vcpkg",
      why: "it fetches and builds the C++ libraries named in vcpkg.json",
      commands: {
        setup:
          'cmake -S . -B build -DCMAKE_TOOLCHAIN_FILE="$VCPKG_ROOT/scripts/buildsystems/vcpkg.cmake" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON',
        build:
          'cmake -S . -B build-release -DCMAKE_TOOLCHAIN_FILE="$VCPKG_ROOT/scripts/buildsystems/vcpkg.cmake" -DCMAKE_BUILD_TYPE=Release && cmake --build build-release',
      },
      scaffold: ["vcpkg.json"],
    },
  ],
};
