export { messageFromJson, recordFromJson } from './from-json.ts';
export type { JsonMessage, JsonQuestion, JsonRecord } from './json-forms.ts';
export { messageToJson, recordToJson } from './to-json.ts';
