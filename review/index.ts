export { toHtml } from "./html/page";
export { toJson } from "./json";
export { DEFAULT_LENGTH, toMarkdown } from "./markdown";
export { type PlanToReview, reviewPlan } from "./plan";
export { toText } from "./text";
export type { View } from "./view";
