/**
 * The one module that imports js-yaml: YAML as events with their places. Imported lazily, by who has YAML to read.
 * @module
 */
export {
  type Event,
  EVENT_ID,
  getScalarValue,
  load,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "npm:js-yaml@5.5.0";
