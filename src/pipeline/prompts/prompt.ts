/** A prompt, or a part of one. */
export interface Prompt {
  /** Rises with each change of the text, so that plans can be told apart by what made them. */
  version: number;
  text: string;
}
