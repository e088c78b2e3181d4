export { toHtml } from "./html/page";
export { toJson } from "./json";
export { toMarkdown } from "./markdown";
export { reportView } from "./report";
export { reportFleet } from "./state";
export { toText } from "./text";
export { isAllExact } from "./totals";
