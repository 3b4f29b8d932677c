/** Prepared data: the job that makes it and the catalogue that keeps it. */
@NullMarked
package dev.millrace.prep.prepared;

import org.jspecify.annotations.NullMarked;
