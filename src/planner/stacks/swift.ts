import type { StackProfile } from "../types.ts";

/** Swift 6 with the Swift Package Manager: a library with the logic and a thin program. */
export const swift: StackProfile = {
  id: "swift",
  name: "Swift",
  aliases: [
    "swiftlang",
    "swift 5",
    "swift 6",
    "swift language",
    "swift package",
    "swift program",
    "swift cli",
    "swift app",
    "swift application",
    "swift library",
  ],
  ambiguous: true,
  naming: { app: "pascal", unit: "pascal" },
  layout: {
    manifest: "Package.swift",
    entry: "Sources/{app}/main.swift",
    unit: "Sources/{app}Core/{name}.swift",
    unitTest: "Tests/{app}CoreTests/{name}Tests.swift",
    smokeTest: "Tests/{app}CoreTests/SmokeTests.swift",
  },
  scaffold: [".gitignore", ".swift-format"],
  commands: {
    setup: "swift package resolve",
    test: "swift test",
    testOne: "swift test --filter '\\.{name}Tests/'",
    lint: "swift format lint --strict --recursive Sources Tests",
    run: "swift run {app}",
    build: "swift build -c release",
  },
  tools: [
    { name: "Swift Package Manager", why: "it comes with Swift and builds, tests and fetches packages" },
    { name: "Swift Testing", why: "it comes with Swift 6 and shows the values of failed expectations" },
    { name: "swift-format", why: "it comes with Swift 6 and checks format and style" },
  ],
  release: "Build with `swift build -c release` for each platform and attach the binaries to a tagged release.",
  frameworks: [
    {
      name: "SwiftUI",
      aliases: ["swift ui"],
      why: "it builds screens from views that follow the state",
      layout: {
        entry: "Sources/{app}/{app}App.swift",
        page: "Sources/{app}Core/Views/{name}.swift",
        pageTest: "Tests/{app}CoreTests/{name}Tests.swift",
      },
    },
    {
      name: "iOS app",
      aliases: ["ios application", "iphone app", "ipad app", "app for ios", "uikit", "swift for ios", "ios in swift"],
      why: "it runs on iPhones and iPads",
      layout: {
        manifest: "{app}.xcodeproj/project.pbxproj",
        entry: "{app}/{app}App.swift",
        unit: "{app}/{name}.swift",
        unitTest: "{app}Tests/{name}Tests.swift",
        page: "{app}/Views/{name}.swift",
        pageTest: "{app}Tests/{name}Tests.swift",
        smokeTest: "{app}Tests/SmokeTests.swift",
      },
      commands: {
        setup: "xcodebuild -resolvePackageDependencies -scheme {app}",
        test: "xcodebuild test -scheme {app} -destination 'platform=iOS Simulator,name=iPhone 16'",
        testOne:
          "xcodebuild test -scheme {app} -destination 'platform=iOS Simulator,name=iPhone 16' -only-testing:{app}Tests/{name}Tests",
        lint: "swift format lint --strict --recursive {app} {app}Tests",
        run:
          "xcodebuild build -scheme {app} -destination 'generic/platform=iOS Simulator' -derivedDataPath build && xcrun simctl install booted build/Build/Products/Debug-iphonesimulator/{app}.app && xcrun simctl launch booted com.example.{app}",
        build:
          "xcodebuild archive -scheme {app} -destination 'generic/platform=iOS' -archivePath build/{app}.xcarchive",
      },
      replaces: ["Swift Package Manager"],
    },
    {
      name: "Vapor",
      ambiguous: true,
      aliases: ["vapor framework", "swift vapor"],
      why: "it serves HTTP with async Swift",
      layout: {
        entry: "Sources/{app}/entrypoint.swift",
        unit: "Sources/{app}/{name}.swift",
        unitTest: "Tests/{app}Tests/{name}Tests.swift",
        smokeTest: "Tests/{app}Tests/SmokeTests.swift",
      },
      commands: { run: "swift run {app} serve" },
      scaffold: ["Sources/{app}/configure.swift", "Sources/{app}/routes.swift"],
    },
    { name: "Swift Argument Parser", aliases: ["swift-argument-parser"], why: "it parses commands and flags" },
    { name: "Core Data", why: "it keeps objects on the device" },
    { name: "SwiftData", why: "it keeps model classes on the device with little code" },
    { name: "SpriteKit", why: "it draws sprites and physics for 2D games" },
    { name: "XCTest", why: "it is the older test library that comes with Swift", replaces: ["Swift Testing"] },
  ],
};
