/**
 * The bounds of what the HTTP API takes and gives, for both ends: the server refuses beyond them, the console and the
 * CLI say so before they send. Deeper bounds (a payload's size, depth and keys) are those of saga/expression.
 */

/** A request body that carries a flow definition, in bytes. */
export const DEFINITION_BODY_BYTES_MAX = 4 * 1024 * 1024;

/** Every other request body, in bytes. A start's payload may take 256 KiB of it. */
export const BODY_BYTES_MAX = 512 * 1024;

/** Sagas on one page. */
export const SAGA_PAGE_MAX = 200;
export const SAGA_PAGE_DEFAULT = 50;

/** History records in one answer or one stream event. */
export const HISTORY_PAGE_MAX = 500;

/** Topics of one event stream. */
export const STREAM_TOPICS_MAX = 24;
