/**
 * `fast-check` with one seed for every run: a red test must be red again when it is looked at. Change the seed to search on.
 * @module
 */
import fc from "npm:fast-check@4.10.2";

fc.configureGlobal({ seed: 20261122 });

export default fc;
