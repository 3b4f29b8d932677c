/** Metrics, health and the ids that tie log lines of several services together. */
@NullMarked
package dev.millrace.kit.observe;

import org.jspecify.annotations.NullMarked;
