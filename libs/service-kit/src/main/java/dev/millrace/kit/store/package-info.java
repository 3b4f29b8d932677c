/**
 * Objects in S3: streamed in and out with constant memory, and swept when nothing refers to them.
 */
@NullMarked
package dev.millrace.kit.store;

import org.jspecify.annotations.NullMarked;
