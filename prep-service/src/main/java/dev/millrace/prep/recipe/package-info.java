/** What a recipe means: its form, its defaults and its identity. */
@NullMarked
package dev.millrace.prep.recipe;

import org.jspecify.annotations.NullMarked;
