// The bounds of what an expression may be and do, in one place, so that the
// designer, the compiler and the engine refuse at the same line.
//
// Invariant: nothing here is a duration. An expression is judged by its size
// and by steps of work, which are the same on every machine and in a replay.

/** UTF-16 units of source text. */
export const SOURCE_LENGTH_MAX = 2_000;

/** Parts (nodes of the syntax tree) of one expression. */
export const SOURCE_NODES_MAX = 1_000;

/** Nesting of the syntax tree; a chain `a + b + c` nests once per operator. */
export const SOURCE_DEPTH_MAX = 150;

/** Steps of work one evaluation may spend: a loop turn, a call, an item or a few characters looked at. */
export const FUEL_MAX = 100_000;

/** UTF-16 units of one text made while evaluating. */
export const TEXT_LENGTH_MAX = 256 * 1024;

/** UTF-16 units of a regular expression, before it is compiled for linear matching. */
export const PATTERN_LENGTH_MAX = 500;

/** Instructions of all compiled regular expressions of one expression together. */
export const PATTERN_SIZE_MAX = 500;

/** Bytes of UTF-8 that a JSON value may take up when written without blanks. */
export const JSON_BYTES_MAX = 256 * 1024;

/** Levels of lists and contexts in a JSON value; a plain number has none. */
export const JSON_DEPTH_MAX = 32;
