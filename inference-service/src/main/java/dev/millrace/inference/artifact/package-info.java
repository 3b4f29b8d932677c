/** Local copies of model artifacts, checked against their hashes. */
@NullMarked
package dev.millrace.inference.artifact;

import org.jspecify.annotations.NullMarked;
