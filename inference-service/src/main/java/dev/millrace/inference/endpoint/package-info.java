/** Names that answer predictions: what they serve, how that is replaced, and how they are asked. */
@NullMarked
package dev.millrace.inference.endpoint;

import org.jspecify.annotations.NullMarked;
