/**
 * Long-running requests: accepted with 202, then watched, cancelled and read like any other
 * resource.
 */
@NullMarked
package dev.millrace.contracts.job;

import org.jspecify.annotations.NullMarked;
