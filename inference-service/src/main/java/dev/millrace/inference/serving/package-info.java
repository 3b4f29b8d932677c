/** A model version ready to answer: verified against its transform and golden rows first. */
@NullMarked
package dev.millrace.inference.serving;

import org.jspecify.annotations.NullMarked;
