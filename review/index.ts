export { APPROVALS, type Approval, needsApproval } from "./gate";
export { toHtml } from "./html/page";
export { toJson } from "./json";
export { DEFAULT_LENGTH, toMarkdown } from "./markdown";
export { reviewPlan } from "./plan";
export { reviewRefs } from "./review";
export { toText } from "./text";
export type { View } from "./view";
