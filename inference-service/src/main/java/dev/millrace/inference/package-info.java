/** Endpoints that answer predictions with verified model versions. */
@NullMarked
package dev.millrace.inference;

import org.jspecify.annotations.NullMarked;
