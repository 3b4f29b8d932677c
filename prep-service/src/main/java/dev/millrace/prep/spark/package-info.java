/** Everything that needs Spark; no type of Spark's leaves this package. */
@NullMarked
package dev.millrace.prep.spark;

import org.jspecify.annotations.NullMarked;
