import type { Part } from "./types.ts";

/** Steps for a small project of a kind that no archetype describes. */
export const genericParts: readonly Part[] = [
  {
    title: "Describe the data it works on",
    unit: "records",
    do: [
      "Name each thing that the words above speak of, with its fields, their types and their limits.",
      "Refuse a value outside its limits when it is made, with a message that names the field.",
    ],
    expect: "a valid record is made and each wrong field is refused by name",
  },
  {
    title: "Carry out the main task",
    unit: "service",
    do: [
      "Write the task as a function from values to a result, without reading files, clocks or screens inside.",
      "Take one worked example from the owner, with input and expected result, as the first test.",
    ],
    expect: "the owner's worked example gives exactly its expected result",
  },
  {
    title: "Let a person use it",
    unit: "dialog",
    do: [
      "Ask for the inputs one by one, or take them as arguments, and show the result in at most ten lines.",
      "After a wrong input say what was expected, show an example, and change nothing.",
    ],
    expect: "one example input leads to its result, and one wrong input to a message with an example",
  },
  {
    title: "Keep results between runs",
    unit: "store",
    do: [
      "Write each result whole or not at all: to a second file first, then rename it.",
      "Read it back at the start; say so when the stored file is damaged, and keep that file aside.",
    ],
    expect: "a result written in one run is there in the next, and a damaged file is reported",
  },
];
