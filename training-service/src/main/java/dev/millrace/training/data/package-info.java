/** Prepared Parquet, read from the object store without Spark. */
@NullMarked
package dev.millrace.training.data;

import org.jspecify.annotations.NullMarked;
