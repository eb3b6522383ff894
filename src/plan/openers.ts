/** Beginnings that say who wants something, not what. */
const OPENERS =
  /^(?:system (?:must|shall|should|will|can|may) (?:be able to |allow users? to )?|(?:the|this|our) (?:system|application|app|tool|program|product|platform|website|site|service|project|software) (?:(?:must|shall|should|will|can|could|may)(?: also)? )?(?:be able to |allow users? to |let users? |support(?:s)? )?|(?:(?:as an? [^,]{1,60}, )?i want to |(?:the |all )?users? (?:(?:must|shall|should|will|can|could|may)(?: also)? )?(?:be able to )?)|(?:allow|enable|let)s? (?:(?:the |all )?users? )(?:to )?|(?:it|there) (?:must|shall|should|will|can) (?:also )?(?:be )?|(?:finally|then|also|next|first|please),? )/i;

/** A demand without the words about who wants it: titles are made of what is left. */
export function withoutOpeners(text: string): string {
  return text.replace(OPENERS, "").replace(OPENERS, "");
}
