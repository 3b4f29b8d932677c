/**
 * A typed subset of Spark SQL's scalar expressions with Spark's ANSI behaviour: parsed once, typed
 * once, evaluated without boxing numbers.
 */
@NullMarked
package dev.millrace.transform.expression;

import org.jspecify.annotations.NullMarked;
