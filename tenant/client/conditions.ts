/**
 * `field="value"` in the API's conditions language, with quotes and backslashes of the value escaped.
 * Source: the conditions syntax of the published description; strings stand in double quotes.
 */
export const equals = (field: string, value: string): string =>
  `${field}="${value.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
