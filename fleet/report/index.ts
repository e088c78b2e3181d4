export { toHtml } from "./html/page";
export { toJson } from "./json";
export { toMarkdown } from "./markdown";
export { reportView } from "./report";
export { toText } from "./text";
