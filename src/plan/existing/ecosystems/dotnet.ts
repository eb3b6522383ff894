import { type Ecosystem, isPlainWord, present, testClass } from "../ecosystem.ts";

/** .NET: project files, which may lie in folders below a solution. */
export const dotnet: Ecosystem = {
  languages: ["C#", "F#", "Visual Basic"],
  manifest: /^[^/]{1,200}\.(?:cs|fs|vb)proj$/,
  inParts: true,
  frameworks: {
    "Microsoft.NET.Sdk.Web": "ASP.NET Core",
    "Microsoft.NET.Sdk.BlazorWebAssembly": "Blazor",
    "Microsoft.AspNetCore.Components.Web": "Blazor",
    "Aspire.Hosting.AppHost": ".NET Aspire",
    "Microsoft.EntityFrameworkCore": "Entity Framework Core",
    "Microsoft.AspNetCore.SignalR.Client": "SignalR",
    Dapper: "Dapper",
    Serilog: "Serilog",
    "Serilog.AspNetCore": "Serilog",
    MediatR: "MediatR",
    "System.CommandLine": "System.CommandLine",
    Avalonia: "Avalonia",
    UseWPF: "WPF",
    UseWindowsForms: "Windows Forms",
    UseMaui: ".NET MAUI",
    xunit: "xUnit",
    "xunit.v3": "xUnit",
    NUnit: "NUnit",
    bunit: "bUnit",
  },
  read(around) {
    const { manifests, files, has, hasLike } = around;
    const test = testClass(around);
    const projects = manifests.map(({ path, text }) => ({
      folder: path.slice(0, Math.max(0, path.lastIndexOf("/"))),
      uses: namesIn(text),
    }));
    const programs = projects.filter(({ folder }) => has(folder === "" ? "Program.cs" : `${folder}/Program.cs`));
    const program = programs.length === 1 ? programs[0]?.folder : undefined;
    // `dotnet` takes the one solution or project of the folder that it is started in.
    const atRoot = files.filter((path) => /^[^/]+\.(?:slnx?|(?:cs|fs|vb)proj)$/.test(path)).length > 0;
    const tests = projects.filter(({ uses }) => uses.includes("Microsoft.NET.Test.Sdk") || uses.includes("xunit.v3"));
    const only = tests.length === 1 ? tests[0]?.folder : undefined;
    return {
      dependencies: projects.flatMap(({ uses }) => uses),
      own: {},
      usual: present({
        setup: atRoot ? "dotnet restore" : undefined,
        test: tests.length === 0
          ? undefined
          : atRoot
          ? "dotnet test"
          : only !== undefined && isPlainWord(only)
          ? `dotnet test ${only}`
          : undefined,
        testOne: tests.length === 0 || !atRoot || test === undefined
          ? undefined
          : `dotnet test --filter "FullyQualifiedName~.${test}."`,
        lint: atRoot && hasLike(/^\.editorconfig$/) ? "dotnet format --verify-no-changes" : undefined,
        run: program === ""
          ? "dotnet run"
          : program !== undefined && isPlainWord(program)
          ? `dotnet run --project ${program}`
          : undefined,
      }),
    };
  },
};

/** Packages, the kind of project, and what is switched on. */
function namesIn(text: string): string[] {
  const pattern = /(?:Include|Sdk)="([\w.]{1,100})["/]|<(UseWPF|UseWindowsForms|UseMaui)>\s{0,20}true/g;
  return [...text.matchAll(pattern)].flatMap(([, name, setting]) => name ?? setting ?? []);
}
